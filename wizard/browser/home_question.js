/**
 * The home page's question goes on to the wizard in the fragment of its address: a query would
 * stand in the logs of the server.
 */
const form = document.querySelector("[data-question]");

form?.addEventListener("submit", (event) => {
  event.preventDefault();
  const question = new URLSearchParams({ q: form.querySelector("input").value });
  location.assign(`${form.action}#${question}`);
});
