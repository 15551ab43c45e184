// rows.mjs STORE [sorted]: prints the rows of a v11 store as JSON, [{key, row}], as RowReader tells them.

import { RowReader } from './row-reader.mjs';

const [store, sorted] = process.argv.slice(2);
process.stdout.write(JSON.stringify(new RowReader(process.env.MSGPACKR, sorted !== undefined).rowsOf(store)));
