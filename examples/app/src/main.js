import { formatISO } from 'date-fns'
import { upperFirst } from 'lodash-v4'
import mustache from 'mustache'
import template from './greeting.mustache'

const greeting = mustache.render(template, {
  name: upperFirst('reader'),
  day: formatISO(new Date(2026, 0, 1), { representation: 'date' }),
})
const patched = greeting.includes('[missing: nickname]')

process.stdout.write(greeting)
console.log(patched ? 'patch applied: yes' : 'patch applied: no')
process.exitCode = patched ? 0 : 1
