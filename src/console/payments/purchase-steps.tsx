/** The steps of a purchase, which end with the payment and its result. */
import { useTexts } from '../preferences/preferences-context.tsx';
import { texts } from '../texts/texts.ts';
import { Steps } from '../ui/steps.tsx';

const STEP_TEXTS = texts(
  { label: 'Steps of the purchase', choose: 'Choose', confirm: 'Check', pay: 'Pay', result: 'Done' },
  { label: '购买步骤', choose: '选择产品', confirm: '核对订单', pay: '支付', result: '完成' },
);
const STEPS = ['choose', 'confirm', 'pay', 'result'] as const;

export function PurchaseSteps({ at }: { readonly at: (typeof STEPS)[number] }) {
  const words = useTexts(STEP_TEXTS);
  return <Steps label={words.label} steps={STEPS.map((step) => words[step])} at={STEPS.indexOf(at)} />;
}
