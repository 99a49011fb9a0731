// sharp, asked by a line and answering with a line of JSON: what `benches/photo.rs` compares with.
import { createRequire } from 'node:module'
import { createInterface } from 'node:readline'
import { writeFileSync } from 'node:fs'

const require = createRequire(`${process.env.GALLEY_PEERS}/`)
const sharp = require('sharp')
sharp.cache(false)

/** One picture in all widths, each from the file, as sharp does it fastest: all at the same time. */
async function four(file, widths, options) {
  const made = widths.map((width) => sharp(file).autoOrient().resize(width).jpeg(options).toBuffer())
  return Promise.all(made)
}

for await (const line of createInterface({ input: process.stdin })) {
  const { files, widths, quality, progressive, out } = JSON.parse(line)
  const before = process.cpuUsage()
  const begun = performance.now()
  const made = await Promise.all(files.map((file) => four(file, widths, { quality, progressive })))
  const wall = performance.now() - begun
  const { user, system } = process.cpuUsage(before)
  if (out) made[0].forEach((bytes, i) => writeFileSync(`${out}/sharp-${widths[i]}.jpg`, bytes))
  const bytes = made[0].map((one) => one.length)
  const peak = process.resourceUsage().maxRSS
  console.log(JSON.stringify({ wall, cpu: (user + system) / 1000, bytes, peak }))
}
