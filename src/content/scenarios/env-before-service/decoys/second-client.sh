# Another client with fresh variables works; the invoicer still does not.
kubectl create deployment invoicer2 -n billing --image=busybox:1.36 -- sh -c \
  'while true; do echo "booked by $(wget -qO- -T 2 http://$LEDGER_SERVICE_HOST:$LEDGER_SERVICE_PORT/)"; sleep 1; done'
kubectl rollout status deployment/invoicer2 -n billing --timeout=120s
