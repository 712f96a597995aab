export { cardRoute as GET } from '../../../../_share-card.ts';
