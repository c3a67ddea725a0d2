# A toleration answers a taint; the label is still missing.
kubectl patch deployment report -n analytics \
  -p '{"spec":{"template":{"spec":{"tolerations":[{"operator":"Exists"}]}}}}'
