// Requests to the server. A request without a valid session throws NeedsKey, and the page asks for the key.

export class NeedsKey extends Error {}

async function request(path, options = {}) {
  const response = await fetch(path, { credentials: "same-origin", ...options });
  if (response.status === 401) throw new NeedsKey();
  if (!response.ok) {
    const problem = await response.json().catch(() => null);
    throw new Error(problem?.detail ?? problem?.error?.message ?? `${response.status} ${response.statusText}`);
  }
  return response;
}

const asJson = (body) => ({
  method: "POST",
  headers: { "content-type": "application/json" },
  body: JSON.stringify(body),
});

const get = async (path) => (await request(path)).json();

export const status = () => get("/api/status");
export const runs = () => get("/api/runs");
export const documents = () => get("/api/documents");
export const document = (source) => get(`/api/document?${new URLSearchParams({ source })}`);
export const search = async (question) => (await request("/api/search", asJson({ question }))).json();
export const startRun = () => request("/api/runs", { method: "POST" });
export const logIn = (key) => request("/api/session", asJson({ key }));
export const logOut = () => request("/api/session", { method: "DELETE" });

export async function sparql(query, accept) {
  const response = await request("/sparql", {
    method: "POST",
    headers: { "content-type": "application/sparql-query", accept },
    body: query,
  });
  return { type: response.headers.get("content-type") ?? "", text: await response.text() };
}

/** Asks the chat endpoint and calls `take` with each piece of text; gives the citations. */
export async function chat(messages, take) {
  const response = await request("/v1/chat/completions", asJson({ model: "quarry", messages, stream: true }));
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let held = "";
  let citations = [];
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return citations;
    held += value;
    const events = held.split("\n\n");
    held = events.pop();
    for (const event of events) {
      const data = event.replace(/^data: ?/, "");
      if (data === "[DONE]") continue;
      const chunk = JSON.parse(data);
      take(chunk.choices[0]?.delta?.content ?? "");
      citations = chunk.quarry?.citations ?? citations;
    }
  }
}
