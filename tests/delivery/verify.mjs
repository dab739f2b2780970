import { spawnSync } from 'node:child_process'

/** What the program itself says about its deliveries; it ends with 1 when it finds something. */
export function verifyDeliveries(town) {
  const { status, stdout, stderr } = spawnSync(town.binary, ['verify', 'delivery', 'gescher', ...town.place], { encoding: 'utf8' })
  return { status, text: (stdout || stderr).trim().split('\n').at(-1) }
}
