import { ask, follow, send } from './service.js';

const SHOWN_TRANSITIONS = 100;
const SAMPLE_BASE = 'handbook';

const place = id => document.getElementById(id);

function element(name, text, ...children) {
  const made = document.createElement(name);
  made.append(text ?? '', ...children);
  return made;
}

function marked(name, text, good) {
  const made = element(name, text);
  made.className = good ? 'good' : 'bad';
  return made;
}

function say(text) {
  place('message').textContent = text;
}

/** Carries something out for a button, which can't be pressed again meanwhile. */
async function carryOut(button, work) {
  button.disabled = true;
  try {
    say((await work()) ?? '');
  } catch (error) {
    say(error.message);
  } finally {
    button.disabled = false;
  }
  await showStores();
}

async function showHealth() {
  const health = await ask('/q/health/ready', { anyStatus: true });
  place('health').replaceChildren(...health.checks.map(check =>
    marked('li', `${check.name}: ${check.status}${check.data?.cause ? ` (${check.data.cause})` : ''}`, check.status === 'UP')));
}

async function showAgreement() {
  const report = await ask('/v1/consistency?limit=100');
  const waiting = `${report.unsettled} unsettled, ${report.parked} parked, ${report.garbage} points to be removed`;
  place('agreement').replaceChildren(
    marked('span', report.in_sync ? 'Both stores agree' : 'Something is on its way or differs', report.in_sync), ` (${waiting})`);
  showBases(report.knowledge_bases);
}

function showBases(bases) {
  place('bases').replaceChildren(...bases.map(base => {
    const empty = element('button', 'Empty');
    empty.addEventListener('click', () => carryOut(empty, () => emptied(base.name)));
    return element('tr', null, element('td', base.name), element('td', base.live_chunks), element('td', base.points),
      marked('td', base.in_sync ? 'yes' : 'no', base.in_sync), element('td', null, empty));
  }));
  const names = bases.map(base => base.name);
  if (names.join() !== [...place('base').options].map(option => option.value).join()) {
    const chosen = place('base').value;
    place('base').replaceChildren(...names.map(name => new Option(name, name, false, name === chosen)));
  }
}

async function emptied(name) {
  if (!confirm(`Delete all documents of ${name}?`)) {
    return '';
  }
  const report = await send(`/dev/knowledge-bases/${encodeURIComponent(name)}/empty`);
  return `${report.deleted} documents of ${name} are deleted, ${report.remaining ?? 'some'} remain.`;
}

/** Whatever can't be told now is told a moment later. */
async function showStores() {
  await Promise.allSettled([showHealth(), showAgreement()]).then(results => {
    if (results[1].status === 'rejected') {
      place('agreement').replaceChildren(marked('span', results[1].reason.message, false));
    }
  });
}

async function loadSample() {
  const documents = await ask('/dev/sample');
  const there = await ask(`/v1/knowledge-bases/${SAMPLE_BASE}`).catch(() => null);
  if (!there) {
    await send('/v1/knowledge-bases', { name: SAMPLE_BASE, description: 'The sample that comes with Lockstep' });
  }
  const answer = await send(`/v1/knowledge-bases/${SAMPLE_BASE}/documents:batch`, documents, 'application/x-ndjson');
  const results = answer.trim().split('\n').map(line => JSON.parse(line));
  return `${results.filter(result => result.status === 201).length} of ${results.length} documents of the sample are new in ${SAMPLE_BASE}.`;
}

async function search(event) {
  event.preventDefault();
  const body = { query: place('query').value, limit: 10, explain: true, highlight: true, timings: true };
  try {
    const result = await send(`/v1/knowledge-bases/${encodeURIComponent(place('base').value)}/search`, body);
    const without = result.degraded.map(part => `; ${part.message}`).join('');
    place('search-note').textContent = `${result.data.length} hits after ${result.took_ms} ms, ${result.mode}${without}`;
    place('hits').replaceChildren(...result.data.map(hit));
  } catch (error) {
    place('search-note').textContent = error.message;
    place('hits').replaceChildren();
  }
}

function hit(found) {
  const why = element('details', null, element('summary', 'why'), element('pre', JSON.stringify(found.explain, null, 2)));
  return element('li', null, element('strong', found.title ?? found.external_id ?? found.document_id), ` ${found.score.toFixed(3)}`,
    element('div', found.text), why);
}

function showTransition(transition) {
  const good = transition.status !== 'failed' && transition.status !== 'compensated';
  place('transitions').prepend(marked('li', `${transition.at.slice(11, 23)} ${transition.id.slice(-12)} ${transition.state}`, good));
  while (place('transitions').children.length > SHOWN_TRANSITIONS) {
    place('transitions').lastChild.remove();
  }
}

async function followTransitions() {
  for (;;) {
    place('stream').textContent = 'listening';
    await follow('/v1/transactions/events', showTransition).catch(() => {});
    place('stream').textContent = 'not connected; trying again';
    await new Promise(resolve => setTimeout(resolve, 2000));
  }
}

async function showAddresses() {
  const stores = await ask('/dev/stores');
  place('addresses').replaceChildren(...Object.entries(stores).flatMap(([name, address]) => [element('dt', name), element('dd', address)]));
}

place('break').addEventListener('click', event => carryOut(event.target, async () => {
  const outage = await send('/dev/outages');
  return `Qdrant is away until ${new Date(outage.until).toLocaleTimeString()}. Write and search meanwhile, and watch it recover.`;
}));
place('sample').addEventListener('click', event => carryOut(event.target, loadSample));
place('search').addEventListener('submit', search);

showAddresses().catch(error => say(error.message));
showStores();
setInterval(() => document.hidden || showStores(), 2000);
followTransitions();
