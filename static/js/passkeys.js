// Offers passkeys where the browser knows them, and says so when one did not work.
"use strict";

if (window.PublicKeyCredential) {
  for (const button of document.querySelectorAll("[data-passkey]")) button.hidden = false;
}
document.addEventListener("allauth.error", () => {
  const notice = document.getElementById("passkey_failed");
  notice.hidden = false;
  notice.textContent = notice.dataset.words;
  notice.scrollIntoView({ block: "center" });
});
