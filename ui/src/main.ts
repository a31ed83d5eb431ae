// Puts the window's pages up.

import { mount } from "svelte";
import App from "./App.svelte";
import "./look/base.css";

declare global {
  interface Window {
    /** Errors of the page itself: tests look here. */
    tenkenErrors: string[];
  }
}

window.tenkenErrors = [];
window.addEventListener("error", (event) => window.tenkenErrors.push(String(event.message)));
window.addEventListener("unhandledrejection", (event) => window.tenkenErrors.push(JSON.stringify(event.reason)));

const target = document.getElementById("app");
if (target) mount(App, { target });
