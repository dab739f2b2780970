// role="alert" in the HTML at load is not read out reliably, so the summary takes the focus.
export function focusErrorSummary() {
  document.querySelector<HTMLElement>('[data-kl-errors]')?.focus()
}
