// Badges issued by the packages of the Digital Credentials Consortium, for our verifier: as its wallet's
// friends issue them today (eddsa-rdfc-2022) and did before (Ed25519Signature2020).
// Usage: node issue_dcc.mjs FOLDER
import * as vc from '@digitalcredentials/vc';
import {DataIntegrityProof} from '@digitalcredentials/data-integrity';
import {Ed25519Signature2020} from '@digitalcredentials/ed25519-signature-2020';
import {Ed25519VerificationKey2020} from '@digitalcredentials/ed25519-verification-key-2020';
import {cryptosuite} from '@digitalcredentials/eddsa-rdfc-2022-cryptosuite';
import {securityLoader} from '@digitalcredentials/security-document-loader';
import {DID, DID_URL, Theirs, badge, didDocument, olderBadge} from './theirs.mjs';

const documentLoader = securityLoader().build();

async function keyPair() {
  const pair = await Ed25519VerificationKey2020.generate({controller: DID});
  pair.id = `${DID}#${pair.publicKeyMultibase}`;
  return pair;
}

const pair = await keyPair();
const stranger = await keyPair();
const theirs = new Theirs(process.argv[2], 'digitalcredentials');
theirs.pages[DID_URL] = didDocument(pair.export({publicKey: true}));

const suites = {
  'eddsa-rdfc-2022': [badge, key => new DataIntegrityProof({
    signer: {...key.signer(), algorithm: 'Ed25519'}, cryptosuite
  })],
  'Ed25519Signature2020': [badge, key => new Ed25519Signature2020({key})],
  'Ed25519Signature2020 over VC 1.1': [olderBadge, key => new Ed25519Signature2020({key}), 'older_edition']
};
for(const [name, [make, suite, ...codes]] of Object.entries(suites)) {
  const issue = (credential, key) => vc.issue({credential, suite: suite(key), documentLoader});
  const good = await issue(make(1), pair);
  theirs.add(name, good, 'valid', ...codes);
  const renamed = structuredClone(good);
  renamed.credentialSubject.achievement.name = 'Master of the Harbour';
  theirs.add(`${name}, changed`, renamed, 'not_valid', ...codes, 'changed');
  const never = await issue(make(2), stranger);
  theirs.add(`${name}, a key never published`, never, 'not_valid', ...codes, 'foreign_key');
}
theirs.end();
