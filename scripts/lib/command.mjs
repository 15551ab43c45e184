// What all commands here share: options, one clear line for an error, the exit code.
import { parseArgs } from 'node:util'

export class UsageError extends Error {}

/** { values, positionals } of the command line, which must have `count` positionals. */
export function commandLine(options, count) {
  const parsed = parse(options)
  if (parsed.positionals.length === count) return parsed
  throw new UsageError(`expected ${count} argument${count === 1 ? '' : 's'}`)
}

/** { values, argument } of a command line with at most one positional. */
export function optionalArgument(options) {
  const { values, positionals } = parse(options)
  if (positionals.length > 1) throw new UsageError(`one argument too many: ${positionals[1]}`)
  return { values, argument: positionals[0] }
}

function parse(options) {
  try {
    return parseArgs({ options, allowPositionals: true })
  } catch (error) {
    throw new UsageError(error.message.split('. ')[0])
  }
}

/** Runs `main`; what it returns is the exit code, what it throws becomes one line on stderr. */
export async function runCommand(name, usage, main) {
  try {
    process.exitCode = (await main()) ?? 0
  } catch (error) {
    console.error(`${name}: ${error.message.split('\n')[0]}`)
    if (error instanceof UsageError) console.error(`usage: ${usage}`)
    process.exitCode = error instanceof UsageError ? 2 : 1
  }
}
