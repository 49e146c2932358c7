// The buttons that put a reply on the clipboard, exactly as it is shown.

const SHOWN_FOR = 4_000;

/** Show the buttons, which do nothing without this script; `fresh` brings the texts up to date first. */
export function enableCopying(fresh, { staff }) {
  for (const button of document.querySelectorAll("button.copiar")) {
    const reply = button.closest(".envio");
    const text = reply.querySelector(".envio-texto");
    const status = reply.querySelector('[role="status"]');
    let hide = 0;
    button.hidden = false;
    button.addEventListener("click", async () => {
      fresh();
      const done = await copied(text);
      clearTimeout(hide);
      status.textContent = done ? staff.copied : staff.not_copied;
      if (done) hide = setTimeout(() => (status.textContent = ""), SHOWN_FOR);
    });
  }
}

async function copied(node) {
  try {
    await navigator.clipboard.writeText(node.innerText.trim());
    return true;
  } catch {
    // Over plain http, as on an office's own network, there is no such clipboard.
    return copiedBySelection(node);
  }
}

function copiedBySelection(node) {
  const selection = getSelection();
  selection.selectAllChildren(node);
  const done = document.execCommand("copy");
  if (done) selection.removeAllRanges();
  return done;
}
