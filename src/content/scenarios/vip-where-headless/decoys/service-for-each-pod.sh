# One Service for each Pod gives names like node-0.ledger, not node-0.peers, and does not grow with the set.
for i in 0 1 2; do
  kubectl expose pod "node-$i" -n ledger --port=7000
done
