/** Runs `work` on every item, `width` at a time; rejects with the first error after which nothing starts. */
export async function forEachParallel(width, items, work) {
  const queue = items[Symbol.iterator]()
  let failed = false
  const worker = async () => {
    for (const item of queue) {
      if (failed) return
      await work(item).catch((error) => {
        failed = true
        throw error
      })
    }
  }
  await Promise.all(Array.from({ length: width }, worker))
}
