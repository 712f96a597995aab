import { isIPv6 } from 'node:net';

/** Open sockets from one network: a conference hall is one IPv4 address; an IPv6 prefix is one household. */
const MOST_FROM_IPV4 = 2_000;
const MOST_FROM_IPV6 = 200;
/** Handshakes a second from one network that go on for ever. All that it may have open may come back at once. */
const PER_SECOND = 30;

interface Network {
  readonly most: number;
  open: number;
  /** Handshakes that may come at once, as of `at`. */
  left: number;
  at: number;
}

/** Counts what comes from each network, so that none alone can fill the house. */
export interface Addresses {
  /** @returns whether one more may come from there; it then counts as open until it is let go */
  enter(network: string): boolean;
  letGo(network: string): void;
  /** Forgets whom there is nothing to say about. */
  tick(): void;
}

/** @param now milliseconds */
export function createAddresses(now: () => number): Addresses {
  const networks = new Map<string, Network>();

  function refill(network: Network): void {
    const at = now();
    network.left = Math.min(network.most, network.left + ((at - network.at) / 1_000) * PER_SECOND);
    network.at = at;
  }

  function networkOf(name: string): Network {
    const known = networks.get(name);
    if (known) return known;
    const most = isIPv6(name.split('/')[0] ?? '') ? MOST_FROM_IPV6 : MOST_FROM_IPV4;
    const fresh = { most, open: 0, left: most, at: now() };
    networks.set(name, fresh);
    return fresh;
  }

  return {
    enter(name) {
      const network = networkOf(name);
      refill(network);
      // Trying in vain does not keep anybody out: whoever waits a little comes in.
      if (network.left < 1 || network.open >= network.most) return false;
      network.left -= 1;
      network.open += 1;
      return true;
    },
    letGo(name) {
      const network = networks.get(name);
      if (network) network.open -= 1;
    },
    tick() {
      for (const [name, network] of networks) {
        if (network.open > 0) continue;
        refill(network);
        if (network.left >= network.most) networks.delete(name);
      }
    },
  };
}
