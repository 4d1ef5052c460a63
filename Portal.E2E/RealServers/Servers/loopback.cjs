// Preloaded into every server (node --require): several listen on every interface whatever they are told, and tests are for this machine only.
const { Server } = require('node:net');

const listen = Server.prototype.listen;
const everywhere = (host) => !host || host === '0.0.0.0' || host === '::';

Server.prototype.listen = function listenOnLoopback(first, ...rest) {
  if (typeof first === 'number' || /^\d+$/.test(first)) {
    const [host, ...others] = typeof rest[0] === 'string' ? rest : [undefined, ...rest];
    return listen.call(this, first, everywhere(host) ? '127.0.0.1' : host, ...others);
  }
  const options = first?.port !== undefined && everywhere(first.host) ? { ...first, host: '127.0.0.1' } : first;
  return listen.call(this, options, ...rest);
};
