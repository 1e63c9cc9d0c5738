// A SAML identity provider for tests: npm's samlp signs, this asks for a name. On loopback only.
// Arguments: port, entity id, audience, key file, certificate file.
import { createRequire } from 'node:module'
import { createServer } from 'node:http'
import { readFileSync } from 'node:fs'
import { inflateRawSync } from 'node:zlib'

const [port, issuer, audience, keyFile, certificateFile] = process.argv.slice(2)
const require = createRequire(`${process.env.IDENTITY_MODULES}/`)
const samlp = require('samlp')
const [key, cert] = [readFileSync(keyFile), readFileSync(certificateFile)]
const attribute = (xml, name) => (new RegExp(`${name}="([^"]+)"`).exec(xml) || [])[1]
const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;')

createServer((request, response) => {
  const asked = new URL(request.url, `http://localhost:${port}`).searchParams
  const name = asked.get('name')
  response.setHeader('Content-Type', 'text/html')
  if (!asked.get('SAMLRequest')) return response.end('waiting')
  if (!name) {
    return response.end(`<form><input type="hidden" name="SAMLRequest" value="${escaped(asked.get('SAMLRequest'))}"><input name="name"><button type="submit">Sign in</button></form>`)
  }
  const xml = inflateRawSync(Buffer.from(asked.get('SAMLRequest'), 'base64')).toString()
  const acs = attribute(xml, 'AssertionConsumerServiceURL')
  samlp.getSamlResponse({
    issuer, key, cert, audience, recipient: acs, destination: acs, inResponseTo: attribute(xml, ' ID'),
    signatureAlgorithm: 'rsa-sha256', digestAlgorithm: 'sha256', lifetimeInSeconds: 120
  }, { id: name, displayName: name, name: { givenName: name, familyName: name }, emails: [{ value: process.env[`EMAIL_OF_${name}`] || `${name}@idp.example` }] }, (fault, answer) => {
    if (fault) return response.end(`fault: ${fault.message}`)
    const body = Buffer.from(answer).toString('base64')
    response.end(`<form method="post" action="${escaped(acs)}"><input type="hidden" name="SAMLResponse" value="${body}"></form><script>document.forms[0].submit()</script>`)
  })
}).listen(Number(port), '127.0.0.1', () => console.log('listening'))
