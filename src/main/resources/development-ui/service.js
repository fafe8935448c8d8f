// The service, as the page asks it. A refusal becomes an error with what the service says.

export async function ask(path, options = {}) {
  const answer = await fetch(path, options);
  const text = await answer.text();
  const body = /^application\/(problem\+)?json/.test(answer.headers.get('Content-Type') ?? '') && text ? JSON.parse(text) : text;
  if (!answer.ok && !options.anyStatus) {
    throw new Error(body.detail ?? body.title ?? `${path} answered ${answer.status}`);
  }
  return body;
}

export function send(path, value, type = 'application/json') {
  return ask(path, {
    method: 'POST',
    headers: value === undefined ? {} : { 'Content-Type': type },
    body: typeof value === 'string' ? value : JSON.stringify(value),
  });
}

/** Calls back with the data of each server-sent event, until the stream ends. */
export async function follow(path, heard) {
  const answer = await fetch(path, { headers: { Accept: 'text/event-stream' } });
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (;;) {
    const { value, done } = await reader.read();
    if (done) {
      return;
    }
    const events = (rest + value).replaceAll('\r\n', '\n').split('\n\n');
    rest = events.pop();
    for (const event of events) {
      const data = event.split('\n').filter(line => line.startsWith('data:')).map(line => line.slice(5).trim());
      if (data.length > 0) {
        heard(JSON.parse(data.join('\n')));
      }
    }
  }
}
