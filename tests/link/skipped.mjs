/** What cannot be tried here; the message is the reason. */
export class Skipped extends Error {}
