/** Shapes of the services' JSON as the page uses them; decimals arrive as strings, times as ISO 8601 UTC. */

declare module '*/vendor/lightweight-charts.js' {
  export * from 'lightweight-charts';
}

interface TopicEvent<T> {
  at: string;
  problem: string | null;
  value: T | null;
}

type Page<T> = T[] | { items: T[] };

interface ServiceState {
  name: string;
  state: 'healthy' | 'degraded' | 'unhealthy' | 'away';
  since: string;
  problem: string | null;
  checks: string[];
}

interface Alert {
  id: number;
  name: string;
  severity: string;
  state: 'firing' | 'resolved';
  summary: string;
  description: string;
  runbook: string | null;
  startsAt: string;
  endsAt: string | null;
}

interface Price {
  venue: string;
  symbol: string;
  price: string;
  bid?: string | null;
  ask?: string | null;
  exchangeTime: string;
  receivedTime?: string;
  source?: string;
}

interface Feed {
  venue: string;
  symbol: string;
  status: string;
  stale?: boolean;
}

interface Bar {
  openTime: string;
  open: string;
  high: string;
  low: string;
  close: string;
  volume: string;
  tradeCount?: number;
  closed?: boolean;
}

interface PaperPosition {
  symbol: string;
  quantity: string;
  entryPrice?: string;
  averagePrice?: string;
  unrealizedPnl?: string;
}

interface PaperAccount {
  id: string;
  name?: string;
  strategy?: string;
  cash: string;
  equity: string;
  realizedPnl: string;
  unrealizedPnl: string;
  fees: string;
  positions?: PaperPosition[];
}

interface PaperTrade {
  id?: string;
  tradeId?: string | number;
  symbol: string;
  side: string;
  price: string;
  quantity: string;
  fee?: string;
  realizedPnl?: string;
  time?: string;
  executedAt?: string;
  at?: string;
}

interface PaperEntry {
  account: PaperAccount;
  trades: Page<PaperTrade>;
}

interface Order {
  id: string;
  clientOrderId: string;
  account?: string;
  symbol: string;
  side: string;
  type: string;
  status: string;
  quantity: string;
  price?: string | null;
  stopPrice?: string | null;
  filledQuantity?: string;
  averagePrice?: string | null;
  route?: string;
  strategy?: string | null;
  reason?: string | null;
  code?: string | null;
  traceId?: string | null;
  createdAt?: string;
  updatedAt?: string;
  events?: OrderEvent[];
}

type OrderEvent = Record<string, unknown>;
