/**
 * Every refusal the product can give: its wire code, the rule behind it and what to do, in both languages.
 * HTTP answers, Temporal failures, documents and tests all read this table; nothing else words a refusal.
 * `{name}` in a text is filled from the evidence.
 */
import type { JsonObject, Localized } from './json.ts';

/** Closed list of codes on the wire with their HTTP status (api.md §1). */
export const ERROR_STATUS = {
  malformed_json: 400,
  idempotency_key_required: 400,
  unauthenticated: 401,
  suspended: 402,
  insufficient_balance: 402,
  forbidden: 403,
  not_found: 404,
  method_not_allowed: 405,
  illegal_transition: 409,
  agreement_required: 409,
  idempotency_in_flight: 409,
  sandbox_only: 409,
  basic_inactive: 409,
  conflict: 409,
  payload_too_large: 413,
  validation_failed: 422,
  order_invalid: 422,
  refund_not_allowed: 422,
  idempotency_mismatch: 422,
  rate_limited: 429,
  unavailable: 503,
  internal: 500,
} as const;
export type ErrorCode = keyof typeof ERROR_STATUS;

/** One reason for a refusal. */
export interface ErrorDefinition {
  readonly code: ErrorCode;
  /** Rule id of rules.md, where a business rule decided. */
  readonly rule?: string;
  /** Where HTTP has a status of its own for what is wrong with the request itself. The connection ends with it. */
  readonly status?: 400 | 408 | 417 | 431;
  readonly detail: Localized;
  readonly remedy: Localized;
}

export const ERRORS = {
  malformed_json: {
    code: 'malformed_json',
    detail: { en: 'The body is not valid JSON.', zh: '请求体不是有效的 JSON。' },
    remedy: { en: 'Send one JSON object encoded in UTF-8.', zh: '请发送一个 UTF-8 编码的 JSON 对象。' },
  },
  idempotency_key_required: {
    code: 'idempotency_key_required',
    detail: {
      en: 'This call changes state and needs an Idempotency-Key.',
      zh: '此调用会改变状态，需要 Idempotency-Key。',
    },
    remedy: {
      en: 'Send an Idempotency-Key header of 1 to 255 printable characters, new for each intention.',
      zh: '请为每个新意图发送 1 到 255 个可打印字符的 Idempotency-Key 请求头。',
    },
  },
  unauthenticated: {
    code: 'unauthenticated',
    detail: {
      en: 'The API key is missing, unknown, expired or revoked.',
      zh: '缺少 API 密钥，或密钥未知、已到期、已吊销。',
    },
    remedy: {
      en: 'Send "Authorization: Bearer <key>" with a live key.',
      zh: '请发送带有有效密钥的 "Authorization: Bearer <key>"。',
    },
  },
  forbidden: {
    code: 'forbidden',
    detail: { en: 'The key does not carry a role that may do this.', zh: '该密钥没有可执行此操作的角色。' },
    remedy: {
      en: 'Use a key with one of these roles: {roles}.',
      zh: '请使用具有以下角色之一的密钥：{roles}。',
    },
  },
  unlimited_key_required: {
    code: 'forbidden',
    detail: {
      en: 'The key is limited to some accounts, and this concerns all of them.',
      zh: '该密钥仅限部分账户，而此操作涉及所有账户。',
    },
    remedy: { en: 'Use a key that is not limited to accounts.', zh: '请使用未限定账户的密钥。' },
  },
  last_operator_key: {
    code: 'conflict',
    detail: {
      en: 'This is the last key with which an operator can go on.',
      zh: '这是最后一个可用的操作员密钥。',
    },
    remedy: {
      en: 'Create another operator key without an end and without a limit to accounts, and revoke this one with it.',
      zh: '请先创建另一个未到期且不限定账户的操作员密钥，再用它吊销此密钥。',
    },
  },
  upload_swept: {
    code: 'conflict',
    detail: { en: 'The upload took longer than a day.', zh: '上传耗时超过一天。' },
    remedy: { en: 'Upload the file again.', zh: '请重新上传文件。' },
  },
  customer_buys_online: {
    code: 'forbidden',
    detail: {
      en: 'A customer orders and pays online; only our staff records what happens offline.',
      zh: '客户须在线下单和支付；线下业务由我方人员登记。',
    },
    remedy: {
      en: 'Choose the online way, or ask your sales contact.',
      zh: '请选择线上方式，或联系销售。',
    },
  },
  not_found: {
    code: 'not_found',
    detail: { en: 'There is no such {kind}.', zh: '该{kind}不存在。' },
    remedy: { en: 'Check the address and the id.', zh: '请检查地址和标识。' },
  },
  method_not_allowed: {
    code: 'method_not_allowed',
    detail: { en: 'This address does not take {method}.', zh: '该地址不支持 {method}。' },
    remedy: { en: 'Use one of: {allowed}.', zh: '请使用：{allowed}。' },
  },
  validation_failed: {
    code: 'validation_failed',
    detail: { en: 'The request does not have the shape of the contract.', zh: '请求不符合约定的结构。' },
    remedy: { en: 'Correct every problem listed with this answer.', zh: '请修正所列的各项问题。' },
  },
  order_invalid: {
    code: 'order_invalid',
    rule: '§8.2',
    detail: { en: 'The order breaks rules of the catalogue.', zh: '订单违反目录规则。' },
    remedy: {
      en: 'Correct every problem listed with this answer and submit the order again.',
      zh: '请修正所列的各项问题后重新下单。',
    },
  },
  request_malformed: {
    code: 'validation_failed',
    status: 400,
    detail: { en: 'The request is not valid HTTP.', zh: '请求不是有效的 HTTP。' },
    remedy: {
      en: 'Send it as HTTP/1.1 has it, with a Host header and one valid length of the body.',
      zh: '请按 HTTP/1.1 发送，带 Host 请求头和唯一有效的请求体长度。',
    },
  },
  expectation_unknown: {
    code: 'validation_failed',
    status: 417,
    detail: { en: 'The header Expect asks for something unknown.', zh: '无法满足 Expect 请求头。' },
    remedy: {
      en: 'Send Expect: 100-continue, or leave it out.',
      zh: '请发送 Expect: 100-continue 或省略该请求头。',
    },
  },
  headers_too_large: {
    code: 'payload_too_large',
    status: 431,
    detail: {
      en: 'The address and the headers together are larger than {limitBytes} bytes.',
      zh: '请求地址与请求头合计超过 {limitBytes} 字节。',
    },
    remedy: { en: 'Send a shorter address and fewer headers.', zh: '请缩短请求地址并减少请求头。' },
  },
  request_late: {
    code: 'unavailable',
    status: 408,
    detail: { en: 'The request did not arrive in time.', zh: '请求未在规定时间内到达。' },
    remedy: {
      en: 'Send the same request with the same key again, faster.',
      zh: '请用同一个键重新发送同一请求，并加快发送。',
    },
  },
  too_many_connections: {
    code: 'unavailable',
    detail: {
      en: 'This process has {connections} connections open and takes no more.',
      zh: '本进程已有 {connections} 个连接，暂不接收更多。',
    },
    remedy: {
      en: 'Use connections again, and send the same request with the same key shortly.',
      zh: '请复用连接，稍后用同一个键重新发送同一请求。',
    },
  },
  payload_too_large: {
    code: 'payload_too_large',
    detail: { en: 'The body is larger than {limitBytes} bytes.', zh: '请求体超过 {limitBytes} 字节。' },
    remedy: { en: 'Send less at once.', zh: '请减小单次请求体。' },
  },
  idempotency_in_flight: {
    code: 'idempotency_in_flight',
    detail: {
      en: 'The first request with this Idempotency-Key is still running.',
      zh: '使用该 Idempotency-Key 的首个请求仍在执行。',
    },
    remedy: { en: 'Wait a moment and send the same request again.', zh: '请稍候并重新发送同一请求。' },
  },
  idempotency_mismatch: {
    code: 'idempotency_mismatch',
    detail: {
      en: 'This Idempotency-Key was used for another request.',
      zh: '该 Idempotency-Key 已用于另一个请求。',
    },
    remedy: { en: 'Use a new key for a new intention.', zh: '请为新意图使用新的键。' },
  },
  answered_before: {
    code: 'conflict',
    detail: {
      en: 'What this Idempotency-Key asked for was done long ago; the answer is not kept any more.',
      zh: '该 Idempotency-Key 所请求的操作早已完成，其响应已不再保留。',
    },
    remedy: {
      en: 'Read what it made; use a new key for a new intention.',
      zh: '请查询其结果；新意图请使用新的键。',
    },
  },
  rate_limited: {
    code: 'rate_limited',
    detail: {
      en: 'With this key more than {requestsPerSecond} requests came in one second to one process of the API.',
      zh: '使用该密钥的请求在一秒内超过单个 API 进程的上限 {requestsPerSecond} 次。',
    },
    remedy: {
      en: 'Wait for the time in Retry-After. Each process of the API counts by itself.',
      zh: '请等待 Retry-After 指定的时间。每个 API 进程分别计数。',
    },
  },
  address_limited: {
    code: 'rate_limited',
    detail: {
      en: 'From this address more than {requestsPerSecond} requests without a valid key came in one second to one process of the API.',
      zh: '该地址在一秒内发来的无有效密钥的请求超过单个 API 进程的上限 {requestsPerSecond} 次。',
    },
    remedy: {
      en: 'Wait for the time in Retry-After, and send a valid key. Each process of the API counts by itself.',
      zh: '请等待 Retry-After 指定的时间，并使用有效密钥。每个 API 进程分别计数。',
    },
  },
  insufficient_balance: {
    code: 'insufficient_balance',
    rule: 'AMB-24',
    detail: {
      en: '{resource}: {asked} were asked for, and only {left} are available. Nothing was deducted.',
      zh: '{resource}余量不足：需 {asked}，仅剩 {left}，未扣减。',
    },
    remedy: {
      en: 'Top up {topUp}, or use no more than {left}.',
      zh: '请续费 {topUp}，或使用不超过 {left}。',
    },
  },
  suspended: {
    code: 'suspended',
    rule: '§8.9',
    detail: {
      en: '{resource} have been suspended since {since}. In arrears: {arrears}. Nothing was deducted.',
      zh: '{resource}已于 {since} 停服，欠费 {arrears}，未扣减。',
    },
    remedy: {
      en: 'Top up {topUp}. Arrears are paid first, and the service then resumes by itself.',
      zh: '请续费 {topUp}：优先抵扣欠费，随后服务自动恢复。',
    },
  },
  cover_over: {
    code: 'suspended',
    rule: '§8.12',
    detail: {
      en: '{capability} of {sku} is closed since {since}: the cover of {features} has ended, and its grace is over.',
      zh: '{sku} 的 {capability} 自 {since} 起停用：{features} 的有效期已结束，宽限期已过。',
    },
    remedy: {
      en: 'Renew {features}: it opens again by itself.',
      zh: '请续费 {features}，随后自动恢复。',
    },
  },
  pack_over: {
    code: 'insufficient_balance',
    rule: 'AMB-28',
    detail: {
      en: 'The resource pack "{pack}" ended at {since}, and none follows it.',
      zh: '资源包“{pack}”已于 {since} 到期，且无后续资源包。',
    },
    remedy: {
      en: 'Buy "{pack}" again: what it is for opens by itself.',
      zh: '请续费“{pack}”，付款后自动恢复。',
    },
  },
  basic_inactive: {
    code: 'basic_inactive',
    rule: 'AMB-46',
    detail: {
      en: '{resource}: the agreement allows them only where basic software is active, and the organization has none.',
      zh: '协议规定仅在基础软件启用时可使用{resource}，该机构尚未启用。',
    },
    remedy: {
      en: 'Buy or renew one of these for the organization: {needsOneOf}.',
      zh: '请为该机构购买或续订以下之一：{needsOneOf}。',
    },
  },
  overdraft_cap: {
    code: 'insufficient_balance',
    rule: 'AMB-16',
    detail: {
      en: '{resource}: {asked} were asked for, {left} are available, and arrears of {arrears} cannot exceed {cap}. Nothing was deducted.',
      zh: '{resource}：需 {asked}，可用 {left}，已欠费 {arrears}，欠费上限为 {cap}，未扣减。',
    },
    remedy: { en: 'Top up {topUp}.', zh: '请续费 {topUp}。' },
  },
  pool_blocked: {
    code: 'conflict',
    rule: '§8.8',
    detail: {
      en: '{resource}: the balance is being checked, because it differs from the journal. Nothing is deducted meanwhile.',
      zh: '{resource}的余量与账本不一致，正在核对，期间不扣减。',
    },
    remedy: {
      en: 'Ask an operator to check the balance of this account.',
      zh: '请联系运营人员核对该账户的余量。',
    },
  },
  pool_empty: {
    code: 'insufficient_balance',
    detail: { en: '{resource}: nothing is left.', zh: '{resource}已用尽。' },
    remedy: { en: 'Top up {topUp}.', zh: '请续费 {topUp}。' },
  },
  storage_not_covered: {
    code: 'insufficient_balance',
    rule: 'AMB-10',
    detail: {
      en: '{resource}: too few of those left are stored for {storageYears} years or longer to cover {asked}. Nothing was deducted.',
      zh: '{resource}中存储 {storageYears} 年及以上的余量不足 {asked}，未扣减。',
    },
    remedy: {
      en: 'Top up {topUp} stored for {storageYears} years or longer.',
      zh: '请续费 {topUp}（存储 {storageYears} 年及以上）。',
    },
  },
  storage_shorter: {
    code: 'insufficient_balance',
    rule: 'AMB-10',
    detail: {
      en: '{resource}: too few of those left are stored for {storageYears} years or longer to cover {asked}. Nothing was deducted.',
      zh: '{resource}中存储 {storageYears} 年及以上的余量不足 {asked}，未扣减。',
    },
    remedy: {
      en: 'Ask for {acceptedStorageYears} years of storage, which is accepted now, or top up {topUp} stored for {storageYears} years or longer.',
      zh: '可改为存储 {acceptedStorageYears} 年（当前可用），或续费 {topUp}（存储 {storageYears} 年及以上）。',
    },
  },
  storage_unbound: {
    code: 'insufficient_balance',
    rule: 'AMB-10',
    detail: {
      en: '{resource}: too few of those left are stored for {storageYears} years or longer to cover {asked}. Nothing was deducted.',
      zh: '{resource}中存储 {storageYears} 年及以上的余量不足 {asked}，未扣减。',
    },
    remedy: {
      en: 'Ask for no particular storage, which is accepted now, or top up {topUp} stored for {storageYears} years or longer.',
      zh: '可不指定存储年限（当前可用），或续费 {topUp}（存储 {storageYears} 年及以上）。',
    },
  },
  never_credited: {
    code: 'insufficient_balance',
    rule: 'AMB-16',
    detail: {
      en: '{resource}: none have been bought yet. Nothing was deducted.',
      zh: '尚未购买{resource}，未扣减。',
    },
    remedy: { en: 'Buy {topUp} first.', zh: '请先购买 {topUp}。' },
  },
  usage_queue_full: {
    code: 'rate_limited',
    detail: {
      en: 'The ledger has {waiting} uses waiting and takes no more.',
      zh: '账本已有 {waiting} 个使用请求在等待，暂不接收。',
    },
    remedy: {
      en: 'Send the same request with the same key again in a second.',
      zh: '请在一秒后用同一个键重新发送同一请求。',
    },
  },
  agreement_missing: {
    code: 'agreement_required',
    rule: 'AMB-31',
    detail: {
      en: 'No active agreement covers this account for {productLine}.',
      zh: '该账户没有覆盖 {productLine} 的有效合作协议。',
    },
    remedy: {
      en: 'Please contact {contact} to sign the agreement. Once it is recorded, the order moves on by itself.',
      zh: '请联系{contact}签署合作协议；登记后订单自动继续。',
    },
  },
  illegal_transition: {
    code: 'illegal_transition',
    detail: {
      en: 'The {subject} is {state}; it cannot be {command} now.',
      zh: '该{subject}{state}，当前不能{command}。',
    },
    remedy: { en: 'What can be done now: {possible}.', zh: '当前可执行：{possible}。' },
  },
  not_renewable: {
    code: 'illegal_transition',
    rule: '§8.13',
    detail: {
      en: 'What was bought with this order cannot be renewed: it is bought again when it is used up or over.',
      zh: '该订单所购内容不支持续费，用完或到期后请重新购买。',
    },
    remedy: { en: 'Place a new order.', zh: '请重新下单购买。' },
  },
  renewal_of_refunded: {
    code: 'illegal_transition',
    rule: '§8.13',
    detail: {
      en: 'This order was refunded: nothing of it is left to renew.',
      zh: '该订单已全部退款，没有可续费的内容。',
    },
    remedy: { en: 'Place a new order.', zh: '请重新下单购买。' },
  },
  renewal_not_needed: {
    code: 'illegal_transition',
    rule: '§8.13',
    detail: {
      en: 'What was bought with this order is licensed for good and needs no renewal.',
      zh: '该订单所购授权长期有效，无需续费。',
    },
    remedy: { en: 'Use it as it is.', zh: '可继续使用，无需操作。' },
  },
  service_lapsed: {
    code: 'illegal_transition',
    rule: '§8.14',
    detail: {
      en: 'The service could be started before {startBy}; it has lapsed.',
      zh: '该服务须在 {startBy} 之前启动，现已失效。',
    },
    remedy: { en: 'Buy the service again.', zh: '请重新购买该服务。' },
  },
  service_start_by_not_later: {
    code: 'validation_failed',
    rule: '§8.14',
    detail: {
      en: 'The service can be started through {current}; {startBy} is not later.',
      zh: '该服务可启动至 {current}；{startBy} 并不更晚。',
    },
    remedy: { en: 'Name a date after {current}.', zh: '请提供晚于 {current} 的日期。' },
  },
  service_never_lapses: {
    code: 'illegal_transition',
    rule: 'AMB-44',
    detail: {
      en: 'The service can be started at any time and never lapses, so there is no date to extend.',
      zh: '该服务可随时启动且不会失效，无需延期。',
    },
    remedy: { en: 'Start the service when it suits the customer.', zh: '请在客户方便时启动该服务。' },
  },
  acceptance_needs_document: {
    code: 'illegal_transition',
    rule: 'AMB-41',
    detail: {
      en: 'For this order, delivery staff can record an acceptance only with a document that proves it.',
      zh: '该订单约定：交付人员代录验收须附验收文件。',
    },
    remedy: {
      en: 'Attach the signed document, or send the customer a sign-off link.',
      zh: '请附上签署的验收文件，或向客户发送验收链接。',
    },
  },
  acceptance_by_customer_only: {
    code: 'illegal_transition',
    rule: 'AMB-41',
    detail: {
      en: 'For this order, only the customer can accept; delivery staff cannot record it.',
      zh: '该订单约定：仅客户本人可以验收，交付人员不能代录。',
    },
    remedy: { en: 'Send the customer a sign-off link.', zh: '请向客户发送验收链接。' },
  },
  token_for_assignee_only: {
    code: 'forbidden',
    rule: 'AMB-54',
    detail: {
      en: 'Only an operator and the delivery key to which the service is assigned can read its token.',
      zh: '仅运营人员和该服务被指派的交付密钥可以读取访问令牌。',
    },
    remedy: {
      en: 'Assign the service to your key, or ask an operator.',
      zh: '请将该服务指派给您的密钥，或联系运营人员。',
    },
  },
  rejection_without_reason: {
    code: 'validation_failed',
    rule: 'AMB-41',
    detail: { en: 'A rejection says why.', zh: '驳回须说明原因。' },
    remedy: { en: 'Send a reason of at least one character.', zh: '请提供驳回原因。' },
  },
  refund_never: {
    code: 'refund_not_allowed',
    rule: '§8.15',
    detail: { en: '{sku} is sold without a refund.', zh: '{sku} 售出后不支持退款。' },
    remedy: { en: 'Leave the line out.', zh: '请将该行移出退款请求。' },
  },
  refund_needs_agreement: {
    code: 'refund_not_allowed',
    rule: '§8.15',
    detail: {
      en: '{sku} is refunded only as the signed agreement says.',
      zh: '{sku} 仅可依据已签署的协议退款。',
    },
    remedy: {
      en: 'Name an agreement that covers {productLine} and was active when the order was paid, and its clause.',
      zh: '请注明付款时有效且覆盖 {productLine} 的协议及其条款。',
    },
  },
  refund_after_usage: {
    code: 'refund_not_allowed',
    rule: '§8.15',
    detail: {
      en: '{asked} of {sku} were asked back; {refundable} are unused and can be returned.',
      zh: '请求退回 {sku} {asked} 个；未使用且可退回的有 {refundable} 个。',
    },
    remedy: {
      en: 'Ask for at most {refundable}; what was used, started, lapsed or refunded stays.',
      zh: '请求不超过 {refundable} 个；已使用、交付、失效或已退款的部分不可退。',
    },
  },
  refund_nothing_unused: {
    code: 'refund_not_allowed',
    rule: '§8.15',
    detail: {
      en: 'Nothing of {sku} can be returned: the line is {lineState}.',
      zh: '{sku} 没有可退回的部分：该行处于 {lineState} 状态。',
    },
    remedy: {
      en: 'Leave the line out: what was used, is being delivered, lapsed or was refunded is not returned.',
      zh: '请将该行移出退款请求：已使用、交付中、失效或已退款的部分不可退。',
    },
  },
  refund_delivery_started: {
    code: 'refund_not_allowed',
    rule: 'AMB-44',
    detail: {
      en: '{sku} goes back as a whole, and a delivery of it was started: {serviceId}.',
      zh: '{sku} 只能整体退回，其交付服务 {serviceId} 已启动。',
    },
    remedy: {
      en: 'Leave the line out: it is returned only while no delivery of it was started.',
      zh: '请将该行移出退款请求：仅在所有交付均未启动时可退。',
    },
  },
  refund_not_divisible: {
    code: 'refund_not_allowed',
    rule: '§8.15',
    detail: {
      en: '{sku} goes back as a whole: {refundable}, not {asked}.',
      zh: '{sku} 只能整体退回：{refundable}，而非 {asked}。',
    },
    remedy: { en: 'Ask for {refundable}.', zh: '请退回 {refundable}。' },
  },
  refund_amount_too_large: {
    code: 'refund_not_allowed',
    rule: '§8.15',
    detail: {
      en: 'At most {limit} can go back for {sku}; {asked} was asked for.',
      zh: '{sku} 最多可退 {limit}，请求退款 {asked}。',
    },
    remedy: { en: 'Ask for at most {limit}.', zh: '请将退款金额调整为不超过 {limit}。' },
  },
  refund_basic_needed: {
    code: 'refund_not_allowed',
    rule: 'AMB-46',
    detail: {
      en: '{sku} cannot be refunded alone: {neededBy} needs it.',
      zh: '{sku} 不能单独退款：{neededBy} 依赖该软件。',
    },
    remedy: {
      en: 'Refund {neededBy} first, or in the same refund.',
      zh: '请先退订 {neededBy}，或与其一并退款。',
    },
  },
  payment_not_spare: {
    code: 'conflict',
    detail: {
      en: 'The payment is {state}; only excess, mismatched or late money is given back or applied.',
      zh: '该付款状态为 {state}；仅多付、金额不符或迟到的款项可退回或转用。',
    },
    remedy: {
      en: 'Refund what was bought from its order, {orderId}.',
      zh: '请在订单 {orderId} 中退回已购内容。',
    },
  },
  payment_not_applicable: {
    code: 'conflict',
    rule: '§8.4',
    detail: {
      en: 'Order {orderId} is {state} and costs {expected}; the payment is of {given}.',
      zh: '订单 {orderId} 处于 {state} 状态，应付 {expected}；该付款为 {given}。',
    },
    remedy: {
      en: 'Apply it to an order of the same account that waits for exactly this amount.',
      zh: '请将其转用于同一账户中恰好等待该金额的订单。',
    },
  },
  workflow_paused: {
    code: 'conflict',
    detail: {
      en: 'The workflow that would do this is paused.',
      zh: '执行此操作的工作流已被暂停。',
    },
    remedy: {
      en: 'Ask an operator to unpause it, then repeat the call.',
      zh: '请让运维人员恢复该工作流，然后重复此调用。',
    },
  },
  order_busy: {
    code: 'conflict',
    detail: {
      en: 'The order is being changed by another request at this moment.',
      zh: '该订单此刻正被其他操作更改。',
    },
    remedy: { en: 'Send the same request again.', zh: '请重新发送同一请求。' },
  },
  commands_waiting: {
    code: 'rate_limited',
    detail: {
      en: 'Order {orderId} has {waiting} commands waiting, and the server takes no more. Nothing was changed.',
      zh: '订单 {orderId} 已有 {waiting} 个操作在等待，服务器暂不接收更多操作，未作任何更改。',
    },
    remedy: {
      en: 'Send the same request with the same key again shortly.',
      zh: '请稍后用同一个键重新发送同一请求。',
    },
  },
  command_waited: {
    code: 'rate_limited',
    detail: {
      en: 'The command waited {seconds} seconds behind others of order {orderId}. Nothing was changed.',
      zh: '该操作在订单 {orderId} 的其他操作之后等待了 {seconds} 秒，未作任何更改。',
    },
    remedy: {
      en: 'Send the same request with the same key again shortly.',
      zh: '请稍后用同一个键重新发送同一请求。',
    },
  },
  order_crowded: {
    code: 'rate_limited',
    detail: {
      en: 'The order takes no more commands at this moment. Nothing was changed.',
      zh: '该订单此刻暂不接收更多操作，未作任何更改。',
    },
    remedy: {
      en: 'Send the same request with the same key again shortly.',
      zh: '请稍后用同一个键重新发送同一请求。',
    },
  },
  advance_running: {
    code: 'conflict',
    detail: {
      en: "Another advance of this account's clock, to {target}, is still running.",
      zh: '该账户的时钟正在推进到 {target}，尚未完成。',
    },
    remedy: {
      en: 'Follow advance {advanceId} until it is done, then advance again.',
      zh: '请等待推进 {advanceId} 完成后再次推进。',
    },
  },
  advance_failed: {
    code: 'conflict',
    detail: {
      en: 'The advance stopped at {stoppedAt}: what falls due then could not be done.',
      zh: '推进停在 {stoppedAt}：该时刻到期的事项无法完成。',
    },
    remedy: {
      en: 'Have operators look at what advance {advanceId} says was in its way, then begin another one with a new key.',
      zh: '请让运营人员查看推进 {advanceId} 所记录的原因，然后用新的键重新推进。',
    },
  },
  sandbox_only: {
    code: 'sandbox_only',
    detail: { en: "Only a sandbox account's clock can be moved.", zh: '只有沙盒账户的时钟可以移动。' },
    remedy: { en: 'Open a sandbox account.', zh: '请开立沙盒账户。' },
  },
  clock_backwards: {
    code: 'validation_failed',
    detail: {
      en: 'The clock stands at {now}; {target} lies before it.',
      zh: '时钟位于 {now}；{target} 早于该时间。',
    },
    remedy: { en: 'Advance to a later instant.', zh: '请推进到更晚的时刻。' },
  },
  payment_time_invalid: {
    code: 'validation_failed',
    detail: {
      en: 'The money cannot have arrived at {receivedAt}: it has to lie between {earliest} and {latest}.',
      zh: '到账时间 {receivedAt} 必须在 {earliest} 与 {latest} 之间。',
    },
    remedy: {
      en: 'State when the money arrived: after the order began to wait for payment, and not in the future.',
      zh: '请填写款项到账时间：须在订单进入待付款之后，且不晚于当前时间。',
    },
  },
  signature_invalid: {
    code: 'unauthenticated',
    detail: {
      en: 'The signature of the event is missing, wrong or too old.',
      zh: '事件签名缺失、错误或已过期。',
    },
    remedy: {
      en: "Sign the exact body with the provider's secret.",
      zh: '请使用支付服务商的密钥对原始请求体签名。',
    },
  },
  agreement_number_taken: {
    code: 'conflict',
    detail: {
      en: 'The account has an agreement of the number {number} already.',
      zh: '该账户已有编号为 {number} 的协议。',
    },
    remedy: {
      en: 'Use agreement {agreementId}, or record the other one under its own number.',
      zh: '请使用协议 {agreementId}，或用其他编号记录。',
    },
  },
  agreement_over: {
    code: 'conflict',
    detail: {
      en: 'The agreement was terminated at {terminatedAt}.',
      zh: '该协议已于 {terminatedAt} 终止。',
    },
    remedy: { en: 'Nothing is left to do.', zh: '无需再做任何操作。' },
  },
  endpoint_not_allowed: {
    code: 'validation_failed',
    rule: 'AMB-47',
    detail: {
      en: '{host} leads to {address}, which is no public address.',
      zh: '{host} 指向 {address}，不是公网地址。',
    },
    remedy: {
      en: 'Name an endpoint at a public address, or let configuration allow others.',
      zh: '请使用公网地址的端点，或通过配置允许其他地址。',
    },
  },
  lot_ended: {
    code: 'illegal_transition',
    rule: '§8.6',
    detail: {
      en: 'The lot is {state} since {endedAt}; only a lot that lives is extended.',
      zh: '该批次自 {endedAt} 起处于 {state} 状态；只能延长有效的批次。',
    },
    remedy: {
      en: 'Credit the account with new units instead.',
      zh: '请改为向该账户发放新的资源。',
    },
  },
  lot_end_not_later: {
    code: 'validation_failed',
    rule: 'AMB-08',
    detail: {
      en: 'The lot can be used through {current}; {expiresOn} is not later.',
      zh: '该批次可用至 {current}；{expiresOn} 并不更晚。',
    },
    remedy: { en: 'Name a date after {current}.', zh: '请提供晚于 {current} 的日期。' },
  },
  lot_ends_in_the_past: {
    code: 'validation_failed',
    rule: 'AMB-08',
    detail: {
      en: '{expiresOn} is over: the date of the account is {today}.',
      zh: '{expiresOn} 已过：该账户的日期为 {today}。',
    },
    remedy: { en: 'Name {today} or a later date.', zh: '请提供 {today} 或更晚的日期。' },
  },
  usage_reversed: {
    code: 'conflict',
    rule: 'AMB-26',
    detail: { en: 'The use was reversed at {reversedAt}.', zh: '该使用已于 {reversedAt} 冲正。' },
    remedy: { en: 'Nothing is left to do.', zh: '无需再做任何操作。' },
  },
  task_resolved: {
    code: 'conflict',
    detail: { en: 'The task was resolved at {resolvedAt}.', zh: '该任务已于 {resolvedAt} 处理完毕。' },
    remedy: { en: 'Nothing is left to do.', zh: '无需再做任何操作。' },
  },
  unavailable: {
    code: 'unavailable',
    detail: { en: '{service} does not answer.', zh: '{service} 暂无响应。' },
    remedy: {
      en: 'Send the same request with the same key again shortly.',
      zh: '请稍后用同一个键重新发送同一请求。',
    },
  },
  not_configured: {
    code: 'unavailable',
    detail: {
      en: '{variable} is not set here, and this needs it.',
      zh: '此操作需要的 {variable} 尚未配置。',
    },
    remedy: {
      en: 'Ask whoever runs the service to set {variable}; sending it again changes nothing.',
      zh: '请联系服务运维方设置 {variable}；重复发送无效。',
    },
  },
  clock_off: {
    code: 'unavailable',
    detail: {
      en: 'The clock of our server is off by {offsetSeconds} seconds, so nothing is decided with it.',
      zh: '服务器时钟偏差 {offsetSeconds} 秒，暂不据此处理任何请求。',
    },
    remedy: {
      en: 'Send the same request with the same key again later.',
      zh: '请稍后用同一个键重新发送同一请求。',
    },
  },
  internal: {
    code: 'internal',
    detail: { en: 'Something failed on our side.', zh: '我们的系统出现故障。' },
    remedy: {
      en: 'Try again; if it stays, tell support the request id.',
      zh: '请重试；若仍失败，请向支持人员提供请求编号。',
    },
  },
} as const satisfies Record<string, ErrorDefinition>;
export type ErrorKey = keyof typeof ERRORS;

/** One entry of `errors`: where, what, which rule, what to do. */
export interface Violation {
  readonly path: string;
  readonly code: string;
  readonly message: Localized;
  readonly rule?: string;
  readonly remedy?: Localized;
}

/** Thrown for every expected refusal. What it says comes from `ERRORS`; the evidence names the facts that decided. */
export class DomainError extends Error {
  override readonly name = 'DomainError';
  readonly code: ErrorCode;
  /** Of HTTP. */
  readonly status: number;
  readonly rule: string | undefined;

  constructor(
    readonly key: ErrorKey,
    readonly evidence: JsonObject = {},
    readonly details: {
      readonly rule?: string;
      readonly errors?: readonly Violation[];
      /** Words for places of the text, where the evidence has a code, a bare number or a machine instant. */
      readonly words?: Readonly<Record<string, Localized>>;
    } = {},
  ) {
    super(`${key} ${JSON.stringify(evidence)}`);
    const row: ErrorDefinition = ERRORS[key];
    this.code = row.code;
    this.status = row.status ?? ERROR_STATUS[row.code];
    this.rule = details.rule ?? row.rule;
  }
}
