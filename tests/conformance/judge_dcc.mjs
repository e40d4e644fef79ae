// The verifier of the Learner Credential Wallet (@digitalcredentials/verifier-core) over OB 3.0
// credentials: proof, dates, status and the official JSON Schema. Usage: node judge_dcc.mjs EXHIBITS SCHEMAS
import {Tap, plain, read, reasons, titled} from './judges.mjs';

const {address, awards, forgeries, suspended, withdrawn} = read(process.argv[2]);
const schemas = process.argv[3];
const OFFICIAL = 'https://purl.imsglobal.org/spec/ob/v3p0/schema/json/';

// The verifier resolves did:web and schemas by the global fetch: the site by http, schemas from
// disk, nothing else leaves this machine.
const fetched = [];
const realFetch = globalThis.fetch;
globalThis.fetch = async (input, options) => {
  const url = plain(typeof input === 'string' ? input : input.url ?? String(input), address);
  fetched.push(url);
  if(url.startsWith(OFFICIAL)) {
    const schema = read(`${schemas}/${url.slice(OFFICIAL.length)}`);
    return new Response(JSON.stringify(schema), {headers: {'content-type': 'application/json'}});
  }
  if(!url.startsWith(`${address}/`)) {
    throw new TypeError(`not to be fetched: ${url}`);
  }
  return realFetch(url, {headers: input.headers ?? options?.headers});
};
const {verifyCredential} = await import('@digitalcredentials/verifier-core');

// No registry of issuers is asked: a made-up council is in none.
const judge = credential => verifyCredential({credential, knownDIDRegistries: []});

function accepted(result) {
  const problems = (result.errors ?? []).flatMap(reasons);
  const steps = new Map((result.log ?? []).map(step => [step.id, step.valid]));
  for(const step of ['valid_signature', 'expiration', 'revocation_status']) {
    if(steps.get(step) !== true) {
      problems.push(`step ${step}: ${steps.get(step)}`);
    }
  }
  const check = result.additionalInformation?.find(({id}) => id === 'schema_check');
  const results = Array.isArray(check?.results) ? check.results : [];
  if(!results.length) {
    problems.push(`no schema was tried: ${check?.results}`);
  }
  for(const {schema, result: {valid, errors}} of results) {
    if(!valid) {
      problems.push(`${schema}: ${JSON.stringify(errors)}`);
    }
  }
  return problems;
}

function refused(result, why) {
  const said = (result.errors ?? []).flatMap(reasons);
  if(!said.length) {
    return ['accepted'];
  }
  const names = (result.errors ?? []).map(({name}) => name).join(' ');
  return why.test(names) ? [] : [`refused, but not for ${why}`, ...said];
}

const PURPOSES = {withdrawn: 'revocation', suspended: 'suspension'};

const tap = new Tap('verifier-core');
for(const award of awards) {
  tap.check(`${titled(award)}: proof, dates, status and schema`,
    accepted(await judge(read(award.credential))));
}
for(const [state, award] of Object.entries({withdrawn, suspended})) {
  const gone = await judge(read(award.credential));
  const told = Object.fromEntries((gone.log ?? []).map(step => [step.id, step.valid]));
  tap.check(`a ${state} badge is signed and ${state}`,
    told.valid_signature === true && told[`${PURPOSES[state]}_status`] === false ? [] :
      [JSON.stringify(gone.log), ...(gone.errors ?? []).flatMap(reasons)]);
}
tap.check('the key was fetched from the running site',
  fetched.some(url => url.startsWith(address) && url.endsWith('/did.json')) ? [] : fetched);
for(const [name, path] of Object.entries(forgeries)) {
  const why = name === 'unknown member' ? /jsonld\.ValidationError/ : /invalid_signature/;
  tap.check(`refuses ${name}`, refused(await judge(read(path)), why));
}
tap.end();
