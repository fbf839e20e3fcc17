import { clustersOf, type Cluster, type ClusterQuestion } from './cluster.ts';

/** The worker's own global, as far as it is used: the pages' types know only windows. */
interface Post {
  onmessage: ((event: MessageEvent<ClusterQuestion>) => void) | null;
  postMessage: (clusters: Cluster[]) => void;
}

const post = globalThis as unknown as Post;
post.onmessage = ({ data }) => post.postMessage(clustersOf(data));
