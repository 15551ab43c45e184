import colors from 'picocolors'

console.log(colors.green('It works.'))
