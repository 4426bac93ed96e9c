"""Points SPARQLWrapper and the openai package at a running server, as their users would."""

import os

import openai
from SPARQLWrapper import BASIC, CSV, JSON, POST, TURTLE, XML, SPARQLWrapper

URL, KEY = os.environ["QUARRY_URL"], os.environ["QUARRY_KEY"]


def sparql(query, form, method="GET"):
    wrapper = SPARQLWrapper(f"{URL}/sparql")
    wrapper.setHTTPAuth(BASIC)
    wrapper.setCredentials("admin", KEY)
    wrapper.setMethod(method)
    wrapper.setReturnFormat(form)
    wrapper.setQuery(query)
    return wrapper.query().convert()


TITLES = "PREFIX dcterms: <http://purl.org/dc/terms/> SELECT ?title { ?document dcterms:title ?title }"
titles = {row["title"]["value"] for row in sparql(TITLES, JSON)["results"]["bindings"]}
assert "澄渚湖沼署115年度施政計畫" in titles, titles
assert "澄渚湖沼署115年度施政計畫" in sparql(TITLES, CSV, POST).decode()
assert sparql(TITLES, XML).getElementsByTagName("result").length >= 8
assert sparql("ASK { ?s ?p ?o }", JSON)["boolean"] is True
assert b"purl.org" in sparql("CONSTRUCT WHERE { ?s <http://purl.org/dc/terms/title> ?o }", TURTLE)

client = openai.OpenAI(base_url=f"{URL}/v1", api_key=KEY)
assert [model.id for model in client.models.list()] == ["quarry"]
QUESTION = [{"role": "user", "content": "When was the Frostwillow Institute of Water Quality founded?"}]
completion = client.chat.completions.create(model="quarry", messages=QUESTION)
message = completion.choices[0].message
assert message.content.startswith("1998 [1]"), message.content
assert message.annotations[0].url_citation.url.startswith(f"{URL}/view?"), message.annotations
assert completion.quarry["citations"][0]["source"] == "partner-institutes.pdf"

chunks = list(client.chat.completions.create(model="quarry", messages=QUESTION, stream=True))
text = "".join(chunk.choices[0].delta.content or "" for chunk in chunks)
assert text == message.content, text
assert chunks[-1].quarry["citations"], chunks[-1]

try:
    openai.OpenAI(base_url=f"{URL}/v1", api_key="wrong").models.list()
    raise SystemExit("a wrong key opened the door")
except openai.AuthenticationError:
    pass
