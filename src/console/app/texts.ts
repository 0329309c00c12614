import { texts } from '../texts/texts.ts';

export const APP_TEXTS = texts(
  {
    product: 'Prepaid Fulfilment',
    skip: 'Skip to the content',
    settings: 'Settings',
    documents: 'API documents',
    loading: 'Loading…',
    navigation: 'Pages',
    pages: {
      overview: 'My account',
      buy: 'Buy',
      orders: 'Orders',
      customers: 'Customers',
      services: 'Services',
    },
    notFound: {
      title: 'This page does not exist',
      text: 'The address may be wrong, or the page was moved.',
      back: 'Go to the start page',
    },
    noPermission: {
      title: 'You may not open this page',
      text: 'Your role does not include it. If you need it, ask the operator who gave you access.',
      back: 'Go to the start page',
    },
    broken: {
      title: 'This page cannot be shown',
      text: 'An error occurred in the console. Load the page again; if that does not help, contact support.',
      reload: 'Load again',
    },
  },
  {
    product: '预付费履约',
    skip: '跳到正文',
    settings: '设置',
    documents: '接口文档',
    loading: '加载中…',
    navigation: '页面导航',
    pages: { overview: '我的账户', buy: '购买', orders: '订单', customers: '客户', services: '服务' },
    notFound: {
      title: '页面不存在',
      text: '地址可能有误，或页面已移动。',
      back: '返回首页',
    },
    noPermission: {
      title: '您无权打开此页面',
      text: '您的角色不包含此页面。如有需要，请联系为您开通权限的运营人员。',
      back: '返回首页',
    },
    broken: {
      title: '页面无法显示',
      text: '控制台出现故障。请重新加载；若仍无效，请联系支持人员。',
      reload: '重新加载',
    },
  },
);
