# Reads the fields that span several lines in the resolution of a runtime: `bin`, a path or { NAME = PATH; … }, and
# `variants`, [ { resolution; targets = [ { os; cpu; … } … ]; } … ]. `resolution` is the result of yaml.mapOf.
{ fail, yaml }:
key: resolution:
let
  inherit (builtins)
    elemAt
    filter
    listToAttrs
    map
    match
    ;
  inherit (import ../text.nix)
    sections
    splitBy
    toAttrs
    trim
    ;
  cannotRead = value: fail "${key}: cannot read ‘${yaml.short value}’";

  # { FIELD = "…"; … } of the lines that begin with `start`.
  fieldsAt =
    start: body:
    let
      found = sections "${start}([a-zA-Z]+):" body;
    in
    if trim found.before == "" then toAttrs found.list else cannotRead found.before;

  # The items of a list, each as the lines of a map.
  itemsAt =
    dash: line: body:
    let
      parts = splitBy dash body;
    in
    if trim (elemAt parts 0) == "" then
      map (part: line + part) (filter (part: trim part != "") parts)
    else
      cannotRead (elemAt parts 0);

  scalars = builtins.mapAttrs (name: yaml.scalar key);

  # `NAME: PATH`, on a line each, or one path.
  binOf =
    body:
    let
      pairOf = line: match " *('[^'\n]+'|\"[^\"\n]+\"|[^ '\":\n][^:\n]*): ([^\n]+)" line;
      pairs = map pairOf (filter (line: trim line != "") (splitBy "\n" body));
    in
    if pairs == [ ] then
      cannotRead "bin:"
    else if builtins.elem null pairs then
      (if match ".*\n.*" (trim body) == null then yaml.scalar key body else cannotRead body)
    else
      listToAttrs (
        map (pair: {
          name = yaml.keyOf (elemAt pair 0);
          value = yaml.scalar key (elemAt pair 1);
        }) pairs
      );

  withBin = fields: scalars fields // (if fields ? bin then { bin = binOf fields.bin; } else { });

  resolutionOf =
    body:
    if match " [{].*" body != null then
      yaml.mapOf key body
    else
      withBin (fieldsAt "\n            " body);

  variantOf =
    item:
    let
      fields = fieldsAt "\n          " item;
      targets = itemsAt "\n            - " "\n              " (fields.targets or "");
    in
    if !(fields ? resolution) || targets == [ ] then
      cannotRead item
    else
      {
        resolution = resolutionOf fields.resolution;
        targets = map (target: scalars (fieldsAt "\n              " target)) targets;
      };
in
if resolution ? variants then
  resolution
  // {
    variants = map variantOf (itemsAt "\n        - " "\n          " ("\n        " + resolution.variants));
  }
else if resolution ? bin then
  resolution // { bin = binOf resolution.bin; }
else if resolution.type or "" == "directory" && !(resolution ? directory) then
  fail "${key}: has a resolution of the type directory, without the directory"
else
  resolution
