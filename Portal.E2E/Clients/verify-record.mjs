// Verifies the signed record of a ticket with jose against the portal's published keys, then again with each byte of each part changed, which must fail:
// node verify-record.mjs KEYS-URL COMPACT-JWS prints { header, payload, changed: { header, payload, signature } } with the number of changes that were refused.
import { base64url, compactVerify, createLocalJWKSet, decodeProtectedHeader } from 'jose';

const [keysUrl, record] = process.argv.slice(2);
const response = await fetch(keysUrl);
const keys = createLocalJWKSet(await response.json());
const verify = (jws) => compactVerify(jws, keys, { algorithms: ['ES256'] });

const { payload } = await verify(record);
const parts = record.split('.');
const changed = {};
for (const [index, name] of ['header', 'payload', 'signature'].entries()) {
  const bytes = base64url.decode(parts[index]);
  changed[name] = 0;
  for (let at = 0; at < bytes.length; at++) {
    const other = Uint8Array.from(bytes);
    other[at] ^= 1;
    const forged = parts.with(index, base64url.encode(other)).join('.');
    let accepted = true;
    try {
      await verify(forged);
    } catch {
      accepted = false;
    }
    if (accepted) {
      console.error(`accepted with byte ${at} of the ${name} changed`);
      process.exit(1);
    }
    changed[name]++;
  }
}
console.log(JSON.stringify({ header: decodeProtectedHeader(record), payload: JSON.parse(new TextDecoder().decode(payload)), changed }));
