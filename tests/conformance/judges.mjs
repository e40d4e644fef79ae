// What the JavaScript judges share: saying what was found, and the way to the running site.
import {readFileSync} from 'node:fs';

export const text = path => readFileSync(path, 'utf8');
export const read = path => JSON.parse(text(path));

// One line for each check and a plan at the end, as tap.py writes them.
export class Tap {
  constructor(judge) {
    this.judge = judge;
    this.count = 0;
    this.failed = 0;
  }

  check(name, problems) {
    this.count += 1;
    this.failed += problems.length ? 1 : 0;
    console.log(`${problems.length ? 'not ok' : 'ok'} ${this.judge}: ${name}`);
    for(const problem of problems) {
      console.log(String(problem).replace(/^/gm, '    '));
    }
  }

  end() {
    console.log(`1..${this.count}`);
    process.exitCode = this.failed || !this.count ? 1 : 0;
  }
}

export const titled = award => `${award.name} (${award.email ? 'by e-mail' : 'without e-mail'})`;

// The errors inside an error, outermost first, as one line each.
export function reasons(error) {
  if(!error) {
    return [];
  }
  const inner = [...(error.errors ?? []), error.cause, error.details?.cause].filter(Boolean);
  return [`${error.name ?? 'Error'}: ${error.message ?? error}`, ...inner.flatMap(reasons)];
}

// did:web addresses are https; the site under test answers by http on this machine.
export const plain = (url, address) =>
  url.startsWith(address.replace('http:', 'https:')) ? url.replace('https:', 'http:') : url;
