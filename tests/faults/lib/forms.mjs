// The forms of a store that every scenario is run for: its version, and how it keeps its indexes.

const written = (versions, index) => ['--store-version', versions, ...(index ? ['--index', index] : [])]

/** `write` are the options of the command that writes it; `fragments` those of what is merged into it. */
export const forms = [
  { name: 'v3', versions: ['v3'], write: written('v3'), fragments: written('v3') },
  { name: 'v10', versions: ['v10'], write: [], fragments: [] },
  { name: 'v11', versions: ['v11'], write: written('v11', 'files'), fragments: written('v11', 'files') },
  { name: 'v11-database', versions: ['v11'], write: written('v11', 'database'), fragments: written('v11', 'files') },
  { name: 'v10-v11', versions: ['v10', 'v11'], write: written('v10,v11', 'database'), fragments: written('v10,v11', 'files') },
]
