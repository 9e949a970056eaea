/** Shapes of the services' JSON as the page uses them; decimals arrive as strings, times as ISO 8601 UTC. */

declare module '*/vendor/lightweight-charts.js' {
  export * from 'lightweight-charts';
}

interface TopicEvent<T> {
  at: string;
  problem: string | null;
  value: T | null;
}

interface ServiceState {
  name: string;
  state: 'healthy' | 'degraded' | 'unhealthy' | 'away';
  since: string;
  problem: string | null;
  /** The same text in every service that suffers from it. */
  cause?: string | null;
  checks: string[];
}

interface Alert {
  /** `alertmanager`: a rule; `trading`: an event of the product itself. */
  source: string;
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

interface AlertmanagerState {
  state: 'none' | 'away' | 'answers';
  problem: string | null;
  since: string;
  /** How long live and paper differ before the drift is an event and a banner. */
  driftSeconds: number;
}

interface Instrument {
  venue: string;
  symbol: string;
}

interface Price extends Instrument {
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

interface Replay {
  state: 'idle' | 'waiting' | 'running' | 'completed' | 'failed';
  /** Newest recorded event sent so far. */
  time?: string | null;
  endedAt?: string | null;
}

interface Profit {
  realizedPnl?: string;
  unrealizedPnl?: string;
  fees?: string;
  funding?: string;
  totalPnl?: string;
}

/** Where orders go. */
interface Venue {
  name: string;
  account: string;
  enabled: boolean;
  disabledReason: string | null;
  /** Whether orders to it move real money. */
  liveOrders: boolean;
}

/** Limits and kill switch; the last four while trading is halted. */
interface RiskState {
  halted: boolean;
  haltReason?: string;
  haltBy?: string | null;
  haltAt?: string | null;
  cancelOpen?: 'all' | 'increasing' | 'none' | null;
  inFlight?: string[];
  cancelled?: string[];
  notCancelled?: { id: string; status: string; reason: string | null }[];
}

interface Strategy extends Profit {
  id: string;
  name: string;
  state: string;
  promoted: boolean;
  /** Of a faulted strategy. */
  fault?: { type: string; message: string; at: string } | null;
  pausedReason?: string | null;
  drift?: Drift[];
}

interface Drift {
  symbol: string;
  paper: string;
  live: string;
  difference: string;
  since: string;
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
  averageEntryPrice: string;
  markPrice?: string;
  realizedPnl: string;
  unrealizedPnl: string;
}

interface PaperAccount extends Profit {
  id: string;
  strategy: { name: string; promoted: boolean };
  cash: string;
  equity: string;
  drawdownRatio: string;
  maxDrawdownRatio?: string;
  positions: PaperPosition[];
}

interface PaperTrade {
  id: string;
  symbol: string;
  side: string;
  price: string;
  quantity: string;
  fee: string;
  time: string;
}

interface PaperEntry {
  account: PaperAccount;
  trades: PaperTrade[];
}

interface Order {
  id: string;
  clientOrderId: string;
  account?: string;
  venue?: string;
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
  /** The venue's own time: in a replay the recording's. */
  exchangeTime?: string | null;
  updatedAt?: string;
  events?: OrderEvent[];
}

interface OrderEvent {
  sequence: number;
  kind: string;
  status: string;
  detail: string | null;
  at: string;
  traceId: string | null;
}
