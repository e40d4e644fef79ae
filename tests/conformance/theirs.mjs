// What a stranger made, for our verifier, as theirs.py writes it.
import {mkdirSync, writeFileSync} from 'node:fs';

export const HOST = 'learn.example.org';
export const DID = `did:web:${HOST}:issuers:1`;
export const DID_URL = `https://${HOST}/issuers/1/did.json`;
const OB = 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json';

export class Theirs {
  constructor(folder, stranger) {
    this.folder = `${folder}/${stranger}`;
    this.pages = {};
    this.badges = [];
    mkdirSync(this.folder, {recursive: true});
  }

  add(name, badge, verdict = 'valid', ...codes) {
    const file = `${this.badges.length}.badge`;
    writeFileSync(`${this.folder}/${file}`, JSON.stringify(badge));
    this.badges.push({name, file, verdict, codes, email: null});
  }

  end() {
    writeFileSync(`${this.folder}/theirs.json`, JSON.stringify({pages: this.pages, badges: this.badges}));
  }
}

export const didDocument = method => ({
  '@context': ['https://www.w3.org/ns/did/v1'], id: DID, verificationMethod: [method],
  assertionMethod: [method.id]
});

// An Open Badge as the standard has it.
export const badge = (number, more = {}) => ({
  '@context': ['https://www.w3.org/ns/credentials/v2', OB],
  id: `https://${HOST}/credentials/${number}`,
  type: ['VerifiableCredential', 'OpenBadgeCredential'],
  name: 'Sound Recordist – “wow”',
  issuer: {id: DID, type: ['Profile'], name: 'Harbour Museum'},
  validFrom: '2026-01-01T00:00:00Z',
  credentialSubject: {
    id: `urn:uuid:00000000-0000-4000-8000-${String(number).padStart(12, '0')}`,
    type: ['AchievementSubject'],
    achievement: {
      id: `https://${HOST}/badges/1`, type: ['Achievement'], name: 'Sound Recordist',
      description: 'Recorded a place.', criteria: {narrative: 'Record **one** place.'}
    }
  },
  ...more
});

// The same in VC Data Model 1.1, as Open Badges 3.0 had it first.
export function olderBadge(number) {
  const {validFrom, ...rest} = badge(number);
  return {
    ...rest,
    '@context': [
      'https://www.w3.org/2018/credentials/v1', OB.replace('3.0.3', '3.0.2'),
      'https://w3id.org/security/suites/ed25519-2020/v1'
    ],
    issuanceDate: validFrom
  };
}

export const place = (listed, index) => ({
  type: 'BitstringStatusListEntry', statusPurpose: 'revocation', statusListIndex: String(index),
  statusListCredential: listed
});
