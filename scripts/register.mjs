// Lets Node import @ngrok/webernetes unbundled: its dist leaves out file
// extensions, which bundlers add and Node does not.
import { existsSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';

registerHooks({
  resolve(specifier, context, nextResolve) {
    if (specifier.startsWith('.') && context.parentURL?.includes('/@ngrok/webernetes/dist/')) {
      for (const suffix of ['.js', '/index.js']) {
        const url = new URL(specifier + suffix, context.parentURL);
        if (existsSync(fileURLToPath(url))) return nextResolve(url.href, context);
      }
    }
    return nextResolve(specifier, context);
  },
});
