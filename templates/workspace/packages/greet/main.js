import colors from 'picocolors'
import { shout } from 'shout'

console.log(colors.green(shout('it works')))
