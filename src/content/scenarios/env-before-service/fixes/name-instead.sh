# The variables set by hand, to a name: DNS is asked at every request, whatever address the Service has by then.
kubectl set env deployment/invoicer -n billing LEDGER_SERVICE_HOST=ledger LEDGER_SERVICE_PORT=80
kubectl rollout status deployment/invoicer -n billing --timeout=120s
