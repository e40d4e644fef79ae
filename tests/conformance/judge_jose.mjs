// The JOSE library of npm (jose) over OB 3.0 credentials and status lists as tokens (VC-JWT).
// Usage: node judge_jose.mjs EXHIBITS
import {
  SignJWT, createLocalJWKSet, createRemoteJWKSet, decodeJwt, decodeProtectedHeader, exportJWK, generateKeyPair,
  importJWK, jwtVerify
} from 'jose';
import {createHmac} from 'node:crypto';
import {gunzipSync} from 'node:zlib';
import {Tap, read, reasons, text, titled} from './judges.mjs';

const {address, awards, withdrawn, suspended} = read(process.argv[2]);
const JWKS = new URL(`${address}/.well-known/jwks.json`);
const remote = createRemoteJWKSet(JWKS);
const algorithms = ['RS256', 'ES256']; // what OB 3.0 certification takes

async function get(url, accept) {
  const answer = await fetch(url, {headers: {accept}});
  if(!answer.ok) {
    throw new Error(`${url}: ${answer.status}`);
  }
  return {type: answer.headers.get('content-type').split(';')[0], body: await answer.text()};
}

// OB 3.0, 8.2.4.1: a plain GET of `kid` gives one JWK.
async function byAddress({kid, alg}) {
  if(!kid.startsWith(`${address}/`)) {
    throw new Error(`the key stands elsewhere: ${kid}`);
  }
  const jwk = JSON.parse((await get(kid, '*/*')).body);
  if(jwk.kid !== kid || jwk.d) {
    throw new Error(`not the public key ${kid}`);
  }
  return importJWK(jwk, alg);
}

// OB 3.0, 8.2.4.2: the claims repeat what the credential says.
function repeated(payload) {
  const seconds = date => Date.parse(date) / 1000;
  const wanted = {
    iss: payload.issuer.id ?? payload.issuer, jti: payload.id, nbf: seconds(payload.validFrom),
    sub: payload.credentialSubject.id
  };
  return Object.entries(wanted).filter(([claim, value]) => payload[claim] !== value)
    .map(([claim, value]) => `${claim} is ${payload[claim]}, and the credential says ${value}`);
}

async function accepted(token, key, issuer) {
  try {
    const {payload, protectedHeader} = await jwtVerify(token, key, {
      algorithms, issuer, typ: 'JWT', requiredClaims: ['iss', 'jti', 'nbf', 'sub']
    });
    const odd = Object.keys(protectedHeader).filter(name => !['alg', 'kid', 'typ'].includes(name));
    return [...repeated(payload), ...odd.map(name => `the header has ${name}`)];
  } catch(error) {
    return ['refused', ...reasons(error)];
  }
}

async function refused(token, why, key = byAddress) {
  try {
    await jwtVerify(token, key, {algorithms});
    return ['accepted'];
  } catch(error) {
    return why === error.code ? [] : [`refused, but not for ${why}`, `${error.code}`, ...reasons(error)];
  }
}

const tap = new Tap('jose');
for(const award of awards) {
  const token = text(award.token);
  const issuer = read(award.credential).issuer.id;
  tap.check(`${titled(award)}: with the key at its address`, await accepted(token, byAddress, issuer));
  tap.check(`${titled(award)}: with the city's list of keys`, await accepted(token, remote, issuer));
  // It is the hosted credential, with claims and without its proof.
  const {iss, jti, nbf, sub, ...inside} = decodeJwt(token);
  const {proof, ...hosted} = read(award.credential);
  tap.check(`${titled(award)}: says what the hosted credential says`,
    JSON.stringify(inside) === JSON.stringify(hosted) ? [] : [JSON.stringify(inside)]);
}

// --- forgeries ---
const good = text(awards[0].token);
const header = decodeProtectedHeader(good);
const [head, , signature] = good.split('.');
const encoded = value => Buffer.from(JSON.stringify(value)).toString('base64url');
const claims = decodeJwt(good);
const changed = `${head}.${encoded({...claims, name: 'Master of the Harbour'})}.${signature}`;
tap.check('refuses a changed name', await refused(changed, 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED'));
const stretched = `${head}.${encoded({...claims, sub: 'urn:uuid:0'})}.${signature}`;
tap.check('refuses another subject', await refused(stretched, 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED'));
const {privateKey, publicKey} = await generateKeyPair(header.alg);
const other = await new SignJWT(claims).setProtectedHeader(header).sign(privateKey);
tap.check('refuses another key in our key\'s name',
  await refused(other, 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED'));
tap.check('accepts that key\'s token with that key, so nothing else is wrong with it',
  await accepted(other, publicKey, claims.iss));
const unknown = await new SignJWT(claims)
  .setProtectedHeader({...header, kid: `${header.kid}x`}).sign(privateKey);
tap.check('refuses a key that the city does not list', await refused(unknown, 'ERR_JWKS_NO_MATCHING_KEY', remote));
const none = `${encoded({...header, alg: 'none'})}.${encoded(claims)}.`;
tap.check('refuses a token that says it is not signed', await refused(none, 'ERR_JOSE_ALG_NOT_ALLOWED'));
const shared = `${encoded({...header, alg: 'HS256'})}.${encoded(claims)}`;
const secret = JSON.stringify(await exportJWK(await byAddress(header)));
const mac = createHmac('sha256', secret).update(shared).digest('base64url');
tap.check('refuses a token whose secret is our public key',
  await refused(`${shared}.${mac}`, 'ERR_JOSE_ALG_NOT_ALLOWED'));

// --- status lists ---
const bit = (list, index) => {
  const bytes = gunzipSync(Buffer.from(list.encodedList.slice(1), 'base64url'));
  return bytes[index >> 3] >> 7 - index % 8 & 1;
};
const {keys} = JSON.parse((await get(JWKS, '*/*')).body);
for(const [state, award, wanted] of [
  ['good', awards[0], 0], ['withdrawn', withdrawn, 1], ['suspended', suspended, 1]
]) {
  const credential = read(award.credential);
  const [entry, ...more] = [credential.credentialStatus].flat();
  const url = entry.statusListCredential;
  const {type, body} = await get(url, 'application/vc+jwt');
  // Of keys that several issuers publish together, each says whose it is.
  const mine = createLocalJWKSet({keys: keys.filter(({iss}) => iss === credential.issuer.id)});
  const problems = await accepted(body, mine, credential.issuer.id);
  const list = decodeJwt(body);
  if(type !== 'application/vc+jwt') {
    problems.push(`it is ${type}`);
  }
  if(list.id !== url || list.credentialSubject.statusPurpose !== entry.statusPurpose || more.length) {
    problems.push(`another list: ${list.id} for ${list.credentialSubject.statusPurpose}`);
  }
  tap.check(`the list of a ${state} badge, as a token`, problems);
  const found = bit(list.credentialSubject, Number(entry.statusListIndex));
  tap.check(`the bit of a ${state} badge`, found === wanted ? [] : [`${found}`]);
}
tap.end();
