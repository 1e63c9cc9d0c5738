// A real OpenID Connect server for tests: oidc-provider with its development sign-in page, on loopback.
// Arguments: port, client id, client secret, redirect address.
import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'

const [port, id, secret, redirect] = process.argv.slice(2)
const require = createRequire(`${process.env.IDENTITY_MODULES}/`)
const { default: Provider } = await import(pathToFileURL(require.resolve('oidc-provider')))
const provider = new Provider(`http://localhost:${port}`, {
  clients: [{ client_id: id, client_secret: secret, redirect_uris: [redirect], grant_types: ['authorization_code'], response_types: ['code'] }],
  claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
  conformIdTokenClaims: false,
  // Whoever signs in as X claims to own the address in EMAIL_OF_X: what a hostile provider would say.
  findAccount: (ctx, sub) => ({ accountId: sub, claims: async () => ({ sub, email: process.env[`EMAIL_OF_${sub}`] || `${sub}@idp.example`, email_verified: true, name: sub }) }),
  pkce: { required: () => true }
})
provider.listen(Number(port), '127.0.0.1', () => console.log('listening'))
