// A publishing repository behind a real TLS server: `git http-backend`, and a note of each request.
//
// node press.mjs FOLDER CERTIFICATE KEY LOG MODE NAME:SECRET
// Prints the port. MODE: "open", "elsewhere:PORT" (sends everybody there), "page" (a network's own
// page, whatever is asked), "denies" (who signs in by a code), "drop" (breaks off after what was sent was taken in), "says:STATUS" (to
// what is sent).
import { spawn } from 'node:child_process'
import { appendFileSync, readFileSync } from 'node:fs'
import { createServer } from 'node:https'

const [folder, cert, key, log, mode, known] = process.argv.slice(2)
// A weak certificate is offered all the same: it is the other side that must refuse it.
const tls = { cert: readFileSync(cert), key: readFileSync(key), ciphers: 'DEFAULT@SECLEVEL=0' }
const basic = (pair) => `Basic ${Buffer.from(pair).toString('base64')}`
const secret = known.slice(known.indexOf(':') + 1)
const letIn = [basic(known), basic(`x-access-token:${secret}`)]
let asked = 0

/** Signing in by a code (RFC 8628): it was typed when somebody asks for the fourth time. */
function byCode(path, form) {
  if (form.get('client_id') !== 'galley-test') return { error: 'unauthorized_client' }
  if (path === '/login/device/code') {
    asked = 0
    const page = `https://localhost:${server.address().port}/login/device`
    return { device_code: 'device', user_code: 'WDJB-MJHT', verification_uri: page, expires_in: 900, interval: 1 }
  }
  if (form.get('device_code') !== 'device') return { error: 'bad_verification_code' }
  asked += 1
  if (asked < 4) return { error: 'authorization_pending' }
  return mode === 'denies' ? { error: 'access_denied' } : { access_token: secret, token_type: 'bearer' }
}

const server = createServer(tls, (request, response) => {
  const given = request.headers.authorization
  appendFileSync(log, `${request.method} ${request.url} ${given ? 'secret' : '-'}\n`)
  if (mode.startsWith('elsewhere:')) {
    response.writeHead(302, { location: `https://127.0.0.1:${mode.slice(10)}${request.url}` }).end()
    return
  }
  if (mode === 'page') {
    response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Welcome. Room number?</h1>')
    return
  }
  if (request.method === 'POST' && request.url.startsWith('/login/')) {
    let form = ''
    request.on('data', (bytes) => {
      form += bytes
    })
    request.on('end', () => response.end(JSON.stringify(byCode(request.url, new URLSearchParams(form)))))
    return
  }
  if (!letIn.includes(given)) {
    response.writeHead(401, { 'www-authenticate': 'Basic realm="press"' }).end()
    return
  }
  const [path, query = ''] = request.url.split('?')
  if (mode.startsWith('says:') && path.endsWith('/git-receive-pack')) {
    request.resume().on('end', () => response.writeHead(Number(mode.slice(5))).end())
    return
  }
  const git = spawn('git', ['http-backend'], {
    env: {
      PATH: process.env.PATH,
      GIT_PROJECT_ROOT: folder,
      GIT_HTTP_EXPORT_ALL: '1',
      GIT_PROTOCOL: request.headers['git-protocol'] ?? '',
      REMOTE_USER: 'ana',
      REQUEST_METHOD: request.method,
      PATH_INFO: path,
      QUERY_STRING: query,
      CONTENT_TYPE: request.headers['content-type'] ?? '',
      HTTP_CONTENT_ENCODING: request.headers['content-encoding'] ?? '',
    },
  })
  request.pipe(git.stdin)
  const answered = []
  git.stdout.on('data', (bytes) => answered.push(bytes))
  git.on('close', () => {
    if (mode === 'drop' && path.endsWith('/git-receive-pack')) return request.socket.destroy()
    const answer = Buffer.concat(answered)
    const end = answer.indexOf('\r\n\r\n')
    const headers = {}
    let status = 200
    for (const line of answer.subarray(0, end).toString().split('\r\n')) {
      const [name, value] = line.split(/: (.*)/)
      if (name === 'Status') status = Number(value.slice(0, 3))
      else headers[name] = value
    }
    response.writeHead(status, headers).end(answer.subarray(end + 4))
  })
})
server.on('tlsClientError', () => {})
server.listen(0, '127.0.0.1', () => console.log(server.address().port))
