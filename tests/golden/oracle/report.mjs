// report.mjs: lays the results out so that a change of one file of a package is a change of one line.

const json = (value) => JSON.stringify(value);

function fields(object, indent) {
  const lines = Object.entries(object).map(([key, value]) => `${indent}${json(key)}: ${json(value)}`);
  return lines.join(',\n');
}

function nested(value, indent) {
  if (Object.keys(value).length === 0) return '{}';
  return `{\n${fields(value, `${indent}  `)}\n${indent}}`;
}

const isObject = (value) => typeof value === 'object' && value !== null;

function valueText(value) {
  return isObject(value) ? nested(value, '    ') : json(value);
}

function resultText(result) {
  const lines = Object.entries(result).map(([key, value]) => `    ${json(key)}: ${valueText(value)}`);
  return `  {\n${lines.join(',\n')}\n  }`;
}

export const report = (results) => `[\n${results.map(resultText).join(',\n')}\n]\n`;
