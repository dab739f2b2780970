// Shows a message of this town when no page of it is open, and opens the page it is about when it is touched. Served at /meldungen.js.
const worker = self as any

worker.addEventListener('install', () => worker.skipWaiting())
worker.addEventListener('activate', (event: any) => event.waitUntil(worker.clients.claim()))

worker.addEventListener('push', (event: any) => {
  const told = read(event)
  event.waitUntil(worker.registration.showNotification(told.title || worker.location.hostname, {
    body: told.body,
    lang: told.language,
    dir: 'auto',
    tag: told.tag,
    renotify: Boolean(told.tag),
    data: { path: told.path },
  }))
})

worker.addEventListener('notificationclick', (event: any) => {
  event.notification.close()
  event.waitUntil(open(event.notification.data?.path))
})

function read(event: any) {
  try {
    return event.data.json()
  } catch {
    return {}
  }
}

/** Only pages of this site. A window that shows the page already comes to the front. */
async function open(path = '/') {
  const url = new URL(path, worker.location.origin)
  if (url.origin !== worker.location.origin) return
  const windows = await worker.clients.matchAll({ type: 'window', includeUncontrolled: true })
  const open = windows.find((one: any) => one.url === url.href)
  return open ? open.focus() : worker.clients.openWindow(url.href)
}

export {}
