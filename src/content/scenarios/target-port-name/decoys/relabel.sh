# The selector found these Pods all along; more labels change nothing.
kubectl label pods -n library -l app=catalog port=http-web
kubectl label service catalog -n library port=http-web
