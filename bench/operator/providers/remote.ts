export { default } from '../../../test/fixtures/operator/providers/remote.ts'
