export function plotsOf() { return {} }
