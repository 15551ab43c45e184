/** Thrown for a project that cannot be tried here; the message is the reason. */
export class Skipped extends Error {}
